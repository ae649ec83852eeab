"""Writes of supervision."""
"""Every write of supervision, by noun."""
