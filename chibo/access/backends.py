"""Who signed in, for Django's authentication."""

from django.contrib.auth.backends import ModelBackend

from chibo.people.models import Account


class Accounts(ModelBackend):
    """Local accounts with a password."""

    def get_user(self, user_id: int) -> Account | None:
        """Return the account of a session with its person, whom every page names; else None."""
        account = Account.objects.select_related("person").filter(pk=user_id).first()
        return account if account and self.user_can_authenticate(account) else None
