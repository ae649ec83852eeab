"""Pages and commands that bring lists in: read a file, show what it would do, then do it."""
