"""Bringing in figures of before: headings, rows, and what a list would enter. No database."""
