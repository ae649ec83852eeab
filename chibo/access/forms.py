"""What a person types to sign in."""

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Name and password, in the words of the people who use them."""

    error_messages = {
        "invalid_login": _("The name or the password is not right. Check them and try again."),
        "inactive": _("This account is closed. Ask your committee office."),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature
        self.fields["username"].label = _("Name to sign in with")
        self.fields["password"].label = _("Password")
