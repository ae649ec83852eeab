"""Reports in words: figures, and the names of their columns."""
"""Boards and reports in words."""
