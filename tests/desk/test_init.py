"""`chibo init --office`: the first account of an installation."""

import io
import sys

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from chibo.access.models import Grant
from chibo.access.queries import roles_held
from chibo.audit.models import Entry
from chibo.people.models import Account
from tests.factories.meetings import Village

GOOD = "ban hop thang 7"
pytestmark = pytest.mark.django_db(transaction=True)


def init(monkeypatch: pytest.MonkeyPatch, *words: str, password: str = GOOD) -> str:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
    with translation.override("vi"):
        call_command("init", *words, stdout=out)
    return out.getvalue().splitlines()[-1]


def test_the_first_account_keeps_its_unit(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("--office", "van.phong", "--unit", village.commune.code)

    said = [init(monkeypatch, *words), init(monkeypatch, *words)]  # twice is once

    account = Account.objects.get(username="van.phong")
    held = roles_held(account, timezone.localdate())
    assert [(grant.role, grant.unit) for grant in held] == [(Grant.Role.OFFICE, village.commune)]
    assert (account.check_password(GOOD), account.title) == (True, "Văn phòng Đảng ủy")
    assert Entry.objects.filter(verb="account.opened", account="chibo").count() == 1
    assert said == ["Văn phòng van.phong phụ trách Đảng bộ xã Trung Thượng."] * 2


def test_an_account_that_is_there_is_given_the_office(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = Account.objects.create(username="lan", title="Phòng Tổ chức")

    init(monkeypatch, "--office", "lan", "--unit", village.commune.code)

    assert [grant.role for grant in roles_held(account, timezone.localdate())] == ["office"]


@pytest.mark.parametrize(
    ("words", "password", "refusal"),
    [
        pytest.param(["lan", "--unit", "??"], GOOD, "mã ??", id="no such unit"),
        pytest.param(["lan", "--unit", "TT.01"], GOOD, "là chi bộ", id="a cell"),
        pytest.param(["lan", "--unit", "TT"], "", "Ghi mật khẩu.", id="no password"),
        pytest.param(["lan", "--unit", "TT"], "xuan 26", "ít nhất 8 ký tự.$", id="a weak password"),
        pytest.param(["Lan!", "--unit", "TT"], GOOD, "chữ thường", id="a bad name"),
        pytest.param(["lan"], GOOD, "--unit", id="without a unit"),
    ],
)
def test_what_is_refused_leaves_no_account(
    village: Village,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    password: str,
    refusal: str,
) -> None:
    before = Account.objects.count()

    with pytest.raises(CommandError, match=refusal.replace("?", r"\?")):
        init(monkeypatch, "--office", *words, password=password)

    assert Account.objects.count() == before
