"""The terminal side of Pressmark: the command line and the reading room."""
