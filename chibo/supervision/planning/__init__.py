"""Planning of visits by the solver HiGHS. The only files that know it; no Django.

pins: which of the visits set by hand can stand together.
grid: every official against every sitting, as arrays.
master: the linear programme over the pairs that matter, which grows.
solving: from a problem to a roster and how good it can be at most.
explaining: why demands cannot all be met, and the ways out.
"""
