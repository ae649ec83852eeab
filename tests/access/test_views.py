"""Signing in and out, and what a reader keeps on his device."""

import pytest
from django.test import Client

from tests import factories
from tests.factories.meetings import Village

PASSWORD = "mật khẩu dài"


@pytest.fixture
def browser() -> Client:
    client = Client(enforce_csrf_checks=False)
    client.cookies["language"] = "en"
    return client


@pytest.mark.django_db
def test_the_right_password_leads_to_where_one_wanted(village: Village, browser: Client) -> None:
    factories.account("bithu", "secretary", at=village.cell, of=village.secretary)

    asked = browser.get("/book/cell/TT.01/", follow=True)
    response = browser.post(
        "/sign-in/",
        {"username": "bithu", "password": PASSWORD, "next": asked.context["next"]},
    )

    assert response["Location"] == "/book/cell/TT.01/"
    assert browser.get("/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"username": "ai"}, {"password": "sai"}, {"password": ""}])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(
    village: Village, browser: Client, wrong: dict[str, str]
) -> None:
    factories.account("bithu", "secretary", at=village.cell)

    response = browser.post("/sign-in/", {"username": "bithu", "password": PASSWORD, **wrong})

    text = response.content.decode()
    assert response.status_code == 200
    assert ("The name or the password is not right." in text) is (wrong != {"password": ""})
    assert browser.get("/").status_code == 302


@pytest.mark.django_db
def test_a_closed_account_stays_out(village: Village, browser: Client) -> None:
    account = factories.account("bithu", "secretary", at=village.cell)
    account.is_active = False
    account.save(update_fields=["is_active"])

    browser.post("/sign-in/", {"username": "bithu", "password": PASSWORD})

    assert browser.get("/").status_code == 302


@pytest.mark.django_db
def test_after_ten_wrong_passwords_the_account_rests(village: Village, browser: Client) -> None:
    factories.account("bithu", "secretary", at=village.cell)
    factories.account("thuky", "meeting_secretary", at=village.cell)

    for _ in range(10):
        last = browser.post("/sign-in/", {"username": "bithu", "password": "sai"})
    right = browser.post("/sign-in/", {"username": "bithu", "password": PASSWORD})
    other = browser.post("/sign-in/", {"username": "thuky", "password": PASSWORD})

    assert (last.status_code, right.status_code, other.status_code) == (429, 429, 302)
    assert "Wait a quarter of an hour" in right.content.decode()


@pytest.mark.django_db
def test_signing_out_needs_a_button(village: Village, browser: Client) -> None:
    browser.force_login(factories.account("bithu", "secretary", at=village.cell))

    assert browser.get("/sign-out/").status_code == 405
    assert browser.get("/").status_code == 200
    browser.post("/sign-out/")
    assert browser.get("/").status_code == 302


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/book/", "/book/"),
        ("/sign-in/?next=/mine/", "/sign-in/?next=/mine/"),
        ("https://example.com/", "/"),
        ("//example.com/", "/"),
        ("/\\example.com", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_preferences_lead_back_and_never_away(browser: Client, wanted: str, leads_to: str) -> None:
    response = browser.post("/preferences/", {"next": wanted, "text": "xl", "language": "en"})

    assert response["Location"] == leads_to


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"text": "xl"}, {"text": "xl"}),
        ({"text": "normal"}, {"text": "normal"}),
        ({"language": "vi"}, {"language": "vi"}),
        ({"text": "<b>", "language": "fr"}, {}),
        ({}, {}),
    ],
)
def test_preferences_keep_only_what_there_is(
    client: Client, sent: dict[str, str], kept: dict[str, str]
) -> None:
    response = client.post("/preferences/", sent)

    assert {name: morsel.value for name, morsel in response.cookies.items()} == kept


@pytest.mark.parametrize(
    ("chosen", "language", "heading"),
    [
        ("", "vi", "Vào sổ"), ("vi", "vi", ""), ("en", "en", "Sign in"), ("fr", "vi", ""),
    ],
)  # fmt: skip
def test_pages_are_vietnamese_until_one_chooses(
    client: Client, chosen: str, language: str, heading: str
) -> None:
    client.cookies["language"] = chosen

    response = client.get("/sign-in/", headers={"accept-language": "de"})

    text = response.content.decode()
    assert f'<html lang="{language}"' in text
    assert response["Content-Language"] == language
    assert (heading if language == "en" else "<h1>") in text


def test_very_large_text_is_said_to_the_style_sheet(client: Client) -> None:
    plain = client.get("/sign-in/").content.decode()
    client.cookies["text"] = "xl"

    large = client.get("/sign-in/").content.decode()

    assert ('data-text="xl"' in plain, 'data-text="xl"' in large) == (False, True)


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_refused(village: Village) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.account("bithu", "secretary", at=village.cell))

    assert strict.post("/meetings/cell/TT.01/plan/", {}).status_code == 403
