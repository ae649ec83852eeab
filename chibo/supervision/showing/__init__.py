"""What pages show of supervision, in the reader's words."""
