"""The policy as rules: what it comes to for one company, or a register of them."""
