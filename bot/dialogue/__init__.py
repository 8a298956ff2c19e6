"""The conversation as a pure function: session and reading in, session and steps out."""
