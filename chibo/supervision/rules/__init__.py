"""Decisions of supervision. No Django, no clock, no database."""
