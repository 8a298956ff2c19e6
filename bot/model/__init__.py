"""The language model, where one is configured: the only package of the bot that knows its library."""
