"""Decisions of supervision, by what they are about. No Django, no clock, no database."""
