"""Screens: they compose panes and pass messages, and hold no search logic."""
