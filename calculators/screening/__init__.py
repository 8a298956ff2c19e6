"""A whole register of enterprises at once: the same rules as Polars expressions."""
