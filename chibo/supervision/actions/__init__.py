"""Every write of supervision, by noun."""
