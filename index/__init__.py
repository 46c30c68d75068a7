"""The library side of Pressmark: finds, reads, analyses, indexes and searches articles. Knows no terminal.

The public API is `index.library.Library`.
"""
