"""Rows for tests: small functions, no surprises. People here are made up."""

from tests.factories.people import account, member, person, post, standing
from tests.factories.units import named, unit

__all__ = ["account", "member", "named", "person", "post", "standing", "unit"]
