"""What a person typed, made into clean values."""
