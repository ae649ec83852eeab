"""The request of somebody who signed in."""

from django.http import HttpRequest

from chibo.people.models import Account


class MemberRequest(HttpRequest):
    """A request behind the login middleware: its user is an account."""

    user: Account
