"""What the page's script promises, on pages made up for the purpose."""

import pytest
from playwright.sync_api import Page, Route, expect

POLICY = {"Content-Security-Policy": "default-src 'self'; script-src 'self'; style-src 'self'"}

PAGE = """
<!doctype html><html lang="vi"><title>Trial</title>
<link rel="stylesheet" href="/static/built/chibo.css">
<script src="/static/built/chibo.js" defer></script>
<p data-no-answer hidden>Không có trả lời</p>
<button type="button" data-print hidden>In</button>
<section id="closing">
  <form method="post" action="/close" hx-post="/close"
        hx-target="#closing" hx-select="#closing" hx-swap="outerHTML"><button>Chốt</button></form>
</section>
"""
ANSWER = '<section id="closing"><p role="alert">Còn thiếu kết luận</p></section>'


@pytest.fixture
def trial(phone: Page) -> Page:
    """A page with one form, whose answer each test decides."""

    def answer(route: Route) -> None:
        route.fulfill(content_type="text/html; charset=utf-8", headers=POLICY, body=PAGE)

    phone.route("**/trial", answer)
    phone.goto("/trial")
    return phone


def answer_with(page: Page, status: int) -> None:
    """Let the form's next sending be answered so."""
    page.route(
        "**/close",
        lambda route: route.fulfill(
            status=status, content_type="text/html; charset=utf-8", body=ANSWER
        ),
    )


@pytest.mark.parametrize("status", [200, 409, 422])
def test_a_refusal_is_a_page_to_read(trial: Page, status: int) -> None:
    answer_with(trial, status)

    trial.get_by_role("button", name="Chốt").click()

    expect(trial.get_by_role("alert")).to_have_text("Còn thiếu kết luận")
    expect(trial.get_by_role("button", name="Chốt")).to_have_count(0)
    assert trial.url.endswith("/trial")


def test_a_failing_server_is_told_until_it_answers(trial: Page) -> None:
    notice = trial.get_by_text("Không có trả lời")
    answer_with(trial, 500)

    trial.get_by_role("button", name="Chốt").click()

    expect(notice).to_be_visible()
    expect(trial.get_by_role("alert")).to_have_count(0)

    answer_with(trial, 200)
    trial.get_by_role("button", name="Chốt").click()

    expect(trial.get_by_role("alert")).to_be_visible()
    expect(notice).to_be_hidden()


def test_a_printing_button_shows_once_it_can_print(trial: Page) -> None:
    expect(trial.get_by_role("button", name="In", exact=True)).to_be_visible()


def test_figures_have_one_width_and_both_alphabets_come_from_us(trial: Page) -> None:
    widths, loaded = trial.evaluate(
        """async () => {
            await Promise.all(["400 16px 'Be Vietnam Pro'", "700 16px 'Chibo Figures'"].map(
                face => document.fonts.load(face, "aệ0")));
            const pen = document.createElement("canvas").getContext("2d");
            pen.font = "700 100px 'Chibo Figures'";
            const widths = [..."0123456789"].map(digit => pen.measureText(digit).width);
            const loaded = [...document.fonts].filter(face => face.status === "loaded");
            return [widths, loaded.map(face => face.unicodeRange.includes("U+1EA0"))];
        }"""
    )

    assert widths == [pytest.approx(67)] * 10
    assert {True, False} <= set(loaded)
