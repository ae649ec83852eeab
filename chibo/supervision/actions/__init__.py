"""Every write of supervision, by noun."""
"""Writes of supervision."""
