"""What a roster of visits must keep, and what makes one better than another.

problem: the cells, officials and sittings of a quarter, as plain values.
checks: what a roster must never break, found without the solver.
objective: how good a roster is, in whole numbers.
"""
