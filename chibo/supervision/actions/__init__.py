"""Every write of supervision, by noun."""
"""Every write of supervision."""
