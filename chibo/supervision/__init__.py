"""Who follows which cells, where each official goes, and what he found there.

assignments: who follows which cells, by which decision, from when to when.
visits: the slip an official writes after sitting in, and what he passes up for members.
roster: the visits of a quarter, planned by a solver.
help: what a committee offers a cell that needs it.
"""
