"""Decisions about scores. No Django, no clock, no database.

A sheet:
conditions   ">= 75 and < 90", and what a row of them leaves open
sheets       a score sheet as plain values
located      YAML as plain values, with the line of each
reading      a sheet from its file, each fault with its line
building     a sheet from plain values whose form is right
layers       a sheet that goes on with another one
checking     what a sheet says twice, not at all, or wrongly
composing    a condition as a page asks for it
editing      a sheet's plain values with one part changed
rewriting    a sheet's text with other values in it, its comments kept
carried      a sheet as a phone carries it

What is on record:
evidence     of a meeting or a year, as the measures read it
from_record  evidence from a meeting's record
measuring    what a measure is; `measures` and `year_measures` are the catalogue

What it comes to:
asked        a sheet's questions to evidence
lines        one line of a score
scoring      the points a sheet gives for evidence, and why
grading      the grade that points, gates and overrides come to
periods      the grade of a quarter or a year; `years` and `spans` say which months
boards       the spread of grades over many cells
helping      who needs help, and why
looking_back what cost a cell points
habits       what comes back in its meetings
ratings      what members answered, and when it may be shown
"""
