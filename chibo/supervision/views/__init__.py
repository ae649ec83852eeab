"""Pages of supervision: find, ask, act, answer."""
"""Pages of supervision."""
