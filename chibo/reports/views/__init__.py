"""Pages of reports."""
"""Pages of boards and reports."""
