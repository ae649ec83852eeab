"""What all tests share."""

from hypothesis import settings

# No deadline: a busy machine is no bug. No database: a run depends on nothing before it.
settings.register_profile("chibo", deadline=None, database=None, derandomize=True)
settings.load_profile("chibo")
