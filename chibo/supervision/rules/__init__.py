"""Decisions of supervision, by what they are about. No Django, no clock, no database."""
"""Decisions of supervision. No Django, no clock, no database."""
