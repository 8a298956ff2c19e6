"""The platforms: each turns its updates into messages and replies into its sends, and no more."""
