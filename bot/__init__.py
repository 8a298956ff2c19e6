"""The conversation, and everything that joins it to the policy and to the rules."""
