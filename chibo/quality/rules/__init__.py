"""Decisions about scores. No Django, no clock, no database.

conditions   ">= 75 and < 90", and what a row of them leaves open
sheets       a score sheet as plain values
layers       a sheet that goes on with another one
reading      a sheet from its file, each fault with its line
checking     what a sheet says twice, not at all, or wrongly
evidence     what is on record of a meeting, as the measures read it
measures     what evidence proves, each measure one function
scoring      the points a sheet gives for evidence, and why
grading      the grade that points, gates and overrides come to
"""
