"""What people fill in about boards and reports."""
