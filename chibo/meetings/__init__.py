"""Plan, prepare, hold and record a meeting of a cell."""
