"""Writes of the offline room, by noun."""
