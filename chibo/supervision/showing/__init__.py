"""What pages show of supervision, in the reader's words."""
"""Words for the pages of supervision."""
