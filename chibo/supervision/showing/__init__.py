"""Words for the pages of supervision."""
"""Supervision in words."""
