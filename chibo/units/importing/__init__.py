"""Lists of units in and out: what a row says, what it would change, writing it."""
