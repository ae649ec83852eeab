"""Every write of people: their names, cells, standing, posts and terms of office."""

from chibo.people.actions.persons import named

__all__ = ["named"]
