"""Pages of boards and reports."""
