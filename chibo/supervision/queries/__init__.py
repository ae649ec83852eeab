"""Every read of supervision that deserves a name."""
