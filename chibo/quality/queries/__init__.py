"""Reads: which sheet holds for a meeting, what is on record of it, how it was assessed."""
