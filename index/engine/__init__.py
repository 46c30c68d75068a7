"""Search engines: one interface, and its implementations."""
