"""Boards and reports in words."""
