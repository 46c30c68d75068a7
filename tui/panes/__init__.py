"""The panes of the reading room, one widget a file. They show, and ask; what they show is found elsewhere."""
