"""The panes of the reading room, one widget a file: they draw records and post messages."""
