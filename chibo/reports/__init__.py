"""What those above see and answer for: the board, report lines, reports.

board: how cells stand in a month or quarter, and which need help.
lines: defined figures over monthly facts; every one opens the rows behind it.
reports: drafted from the lines, edited by people, frozen when signed, sent up the tree.
"""
