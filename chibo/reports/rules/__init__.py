"""Decisions of boards and reports. No Django, no clock, no database.

columns: the tables that lines count in, and what stands in each column.
conditions: "met", "not met", "length_minutes >= 90": which rows a line counts.
lines: a defined figure, and how it is counted.
"""
