"""One file that holds an installation, made while it runs and put back into an empty one.

archive: the file and its manifest. databases: a second database, and rows from one to another.
making and restoring: what the two commands do. Why the file always holds an SQLite database:
docs/decisions/0014.
"""
