"""Pages of supervision: find, ask, act, answer."""
