"""The log: one line per change, append only, no foreign keys."""
