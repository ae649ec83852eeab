"""Forms of boards and reports."""
