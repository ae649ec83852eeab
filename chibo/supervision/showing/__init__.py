"""Words for the pages of supervision."""
