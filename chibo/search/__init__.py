"""Finding again what was said, decided and done, as far as the reader may see it; no tables."""
