"""Spreadsheets in and out: the cells of a file as it came, and files that others can open."""
