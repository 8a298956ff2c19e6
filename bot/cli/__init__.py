"""The commands: each module reads its input, calls the assistant and writes the contract's JSON."""
