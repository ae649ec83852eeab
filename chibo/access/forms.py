"""What a person types to sign in, and what an office types to give an account."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from chibo.access.models import Grant
from chibo.base.forms import LineField
from chibo.people.models import Account, Person


class SignInForm(AuthenticationForm):
    """Name and password, in the words of the people who use them."""

    error_messages = {
        "invalid_login": _("The name or the password is not right. Check them and try again."),
        "inactive": _("This account is closed. Ask your committee office."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Name to sign in with")
        self.fields["password"].label = _("Password")


class PasswordForm(forms.Form):
    """A password, shown as it is typed: the office reads it out to its owner."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 8 letters. Tell it to the owner in person."),
        error_messages={"required": _("Give a password.")},
    )

    def clean_password(self) -> str:
        """Ask the same of a password as anywhere else."""
        password = str(self.cleaned_data["password"])
        password_validation.validate_password(password)
        return password


class AccountForm(PasswordForm):
    """An account for a member of a cell, or for an office."""

    person = forms.ModelChoiceField(
        label=_("For whom"),
        queryset=Person.objects.none(),
        required=False,
        help_text=_(
            "Who has an account already gets the role added to it: leave name and password empty."
        ),
    )
    title = LineField(label=_("Or for which office"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Role"), choices=Grant.Role.choices)
    username = forms.RegexField(
        r"^[a-z0-9._-]{3,60}$",
        label=_("Name to sign in with"),
        help_text=_("Small letters without marks, digits, dots."),
        error_messages={
            "required": _("Give a name to sign in with."),
            "invalid": _("Use small letters without marks and digits, at least three."),
        },
    )

    field_order = ["person", "title", "role", "username", "password"]

    def __init__(self, *args: Any, people: list[Person], roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        role = self.fields["role"]
        assert isinstance(person, forms.ModelChoiceField)  # noqa: S101 (narrows the type)
        assert isinstance(role, forms.ChoiceField)  # noqa: S101 (narrows the type)
        held = Account.objects.filter(person__in=[row.pk for row in people])
        self.accounts = {account.person_id: account for account in held}
        person.queryset = Person.objects.filter(pk__in=[row.pk for row in people])
        person.choices = [("", "–"), *((row.pk, self._named(row)) for row in people)]
        # Asked for below, of those who have no account yet.
        self.fields["username"].required = self.fields["password"].required = False
        if not people:
            # No cell, so nobody to choose from.
            self.fields["title"].label = _("For which office")
        role.choices = [choice for choice in Grant.Role.choices if choice[0] in roles]

    def _named(self, person: Person) -> str:
        account = self.accounts.get(person.pk)
        return f"{person.full_name} ({account.username})" if account else person.full_name

    @property
    def account(self) -> Account | None:
        """Return the account that the person chosen has already."""
        person = self.cleaned_data.get("person")
        return self.accounts.get(person.pk) if person else None

    def clean_password(self) -> str:
        """Ask for one where a new account needs it."""
        return super().clean_password() if self.cleaned_data.get("password") else ""

    def clean(self) -> dict[str, Any]:
        """An account stands for someone, and a new one needs a name and a password."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("person") and not cleaned.get("title"):
            self.add_error("person", _("Choose a member, or write which office it is for."))
        if self.account is None:
            for name in ("username", "password"):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned
