"""What is typed on the pages of boards and reports, made into clean values."""
