"""Reads of supervision."""
"""Every read of supervision that deserves a name."""
