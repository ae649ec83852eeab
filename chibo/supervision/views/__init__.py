"""The pages of supervision."""
"""Pages of supervision: find, ask, act, answer."""
