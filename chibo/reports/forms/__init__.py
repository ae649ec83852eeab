"""Forms of boards and reports."""
"""What people fill in about reports."""
