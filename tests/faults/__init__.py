"""Attacks on libraries: damage, foreign folders, crafted files."""
