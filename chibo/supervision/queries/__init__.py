"""Every read of supervision that deserves a name."""
"""What is read of assignments, visits and offers of help."""
