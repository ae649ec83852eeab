"""Every read of supervision that deserves a name."""
"""Reads of supervision."""
