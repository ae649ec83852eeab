"""The pages of one meeting, one file per station of its path."""
