"""How good a meeting was: score sheets as data, scores proposed from what is on record."""
