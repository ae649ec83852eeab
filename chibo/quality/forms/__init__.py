"""What is typed on the pages of quality, made into clean values."""
