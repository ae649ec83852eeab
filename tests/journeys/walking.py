"""What a secretary does with a meeting, by hand on its pages; with or without scripts.

Forms are found by where they send to and fields by their names, so that other words or
another look break nothing here.
"""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from chibo.people.models import Person


def sign_in(page: Page, name: str) -> None:
    """Sign in with the password of all accounts that factories make."""
    page.goto("/sign-in/")
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill("mật khẩu dài")
    page.locator("form:has(input[name=password]) button").click()
    expect(page.locator("nav#contents")).to_be_attached()


def unfolded(found: Locator) -> Locator:
    """Return an element after opening whatever it is folded away in."""
    found = found.first
    closed = found.locator("xpath=ancestor::details[not(@open)]")
    while closed.count():
        closed.first.locator("xpath=summary").click()
    return found


def form(page: Page, ending: str) -> Locator:
    """Return the form that sends to an address with some ending."""
    return unfolded(page.locator(f'main form[action$="{ending}"]'))


def send(found: Locator, **fields: str) -> None:
    """Fill some fields of a form, `prefix_name` for `prefix-name`, and press its last button."""
    for name, value in fields.items():
        field = found.locator(f'[name="{name}"], [name="{name.replace("_", "-", 1)}"]').first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    found.locator("button").last.click()


def section(page: Page, anchor: str) -> Locator:
    """Return the section that an anchor's heading begins."""
    return page.locator(f"section:has(#{anchor})")


@dataclass(frozen=True, slots=True)
class Walk:
    """One meeting of the cell TT.01 in the browser of its secretary."""

    page: Page

    @property
    def key(self) -> str:
        """Return the key of the meeting whose page is open."""
        return urlsplit(self.page.url).path.split("/")[2]

    def plan(self, day: date, hour: str = "19:30") -> str:
        """Plan a regular meeting; its preparation opens. Returns the meeting's key."""
        self.page.goto("/meetings/cell/TT.01/plan/")
        plan = self.page.locator("main form:has([name=day])")
        send(plan, day=f"{day:%d/%m/%Y}", hour=hour, place="nhà văn hóa bản Máy")
        self.page.wait_for_url("**/prepare/")
        return self.key

    def agenda(self) -> list[str]:
        """Return the titles on the agenda of the page that is open."""
        return section(self.page, "agenda").locator("ol > li h3").all_inner_texts()

    def prepare(self, key: str, *, add: str, present: Person, preparer: Person, by: date) -> None:
        """Add an item, record the huddle, and give someone something to prepare."""
        page = self.page
        page.goto(f"/meetings/{key}/prepare/")
        send(form(page, "/prepare/add/"), item_title=add, item_minutes="20")
        expect(section(page, "agenda")).to_contain_text(add)
        huddle = form(page, "/prepare/huddle/")
        huddle.locator(f'[name="huddle-present"][value="{present.pk}"]').check()
        send(
            huddle,
            huddle_day=f"{by:%d/%m/%Y}",
            huddle_hour="20:00",
            huddle_decisions="Chọn việc cần bàn",
        )
        expect(section(page, "huddle")).to_contain_text("Chọn việc cần bàn")
        send(
            form(page, "/prepare/assign/"),
            preparation_what="Đo lại đoạn mương",
            preparation_person=str(preparer.pk),
            preparation_due_on=f"{by:%d/%m/%Y}",
        )
        expect(section(page, "preparations")).to_contain_text("Đo lại đoạn mương")
        form(page, "/done/").locator("button").click()
        expect(page.locator('main form[action$="/done/"]')).to_have_count(0)

    def notice(self, key: str) -> None:
        """Send the notice."""
        self.page.goto(f"/meetings/{key}/prepare/")
        form(self.page, "/notice/send/").locator("button").click()
        self.page.wait_for_url("**/notice/")

    def open(self, key: str) -> None:
        """Open the room."""
        self.page.goto(f"/meetings/{key}/room/")
        form(self.page, "/room/open/").locator("button").click()
        expect(self.page.locator("#roll")).to_be_visible()

    def call(self, person: Person, mark: str = "present") -> None:
        """Tap one line of the roll."""
        tap = self.page.locator(f'form[action$="/room/roll/"] button[name={mark}]')
        unfolded(tap.and_(self.page.locator(f'[value="{person.pk}"]'))).click()
        shown = self.page.locator(f'li[data-state={mark}]:has(button[value="{person.pk}"])')
        expect(shown).to_be_attached()

    def seat(self, chair: Person, writer: Person) -> None:
        """Say who chairs and who writes."""
        send(
            form(self.page, "/room/seat/"),
            seat_chair=str(chair.pk),
            seat_meeting_secretary=str(writer.pk),
        )
        expect(self.page.locator("#room, main").first).to_contain_text(chair.full_name)
        expect(self.page.locator("#seats > summary")).to_contain_text(writer.full_name)

    def go_to(self, title: str) -> None:
        """Go to another item by its name."""
        if section(self.page, "item").locator(":scope > h3").inner_text() == title:
            return
        unfolded(section(self.page, "item").locator("a", has_text=title)).click()
        expect(section(self.page, "item").locator(":scope > h3")).to_have_text(title)

    def say(self, person: Person, gist: str, *, proposal: bool = False) -> None:
        """Write down what someone said."""
        speech = form(self.page, "/speech/")
        if proposal:
            speech.locator('[name="speech-is_proposal"]').check()
        send(speech, speech_person=str(person.pk), speech_gist=gist)
        expect(section(self.page, "speeches").locator("blockquote").last).to_have_text(gist)

    def vote(self, in_favour: int, against: int = 0) -> None:
        """Record the votes on what is in hand, as the page proposes the question."""
        send(
            form(self.page, "/vote/"),
            vote_in_favour=str(in_favour),
            vote_against=str(against),
            vote_other="0",
        )
        expect(section(self.page, "vote").locator("svg[role=img]").last).to_be_visible()

    def give(self, what: str, owner: Person, due_on: date, amount: str, measure: str) -> None:
        """Give a task out of the item in hand."""
        send(
            form(self.page, "/task/"),
            task_what=what,
            task_owner=str(owner.pk),
            task_due_on=f"{due_on:%d/%m/%Y}",
            task_amount=amount,
            task_measure=measure,
            task_theme="irrigation",
        )
        expect(section(self.page, "tasks")).to_contain_text(what)

    def conclude(self, words: str) -> None:
        """Write the conclusion of the item in hand; the next one comes."""
        before = section(self.page, "item").locator(":scope > h3").inner_text()
        send(form(self.page, "/conclude/"), conclusion_conclusion=words)
        expect(section(self.page, "item").locator(":scope > h3")).not_to_have_text(before)

    def resolve(self, text: str) -> None:
        """Write the resolution at the closing part."""
        # Each showing of the room has a key of its own for the next vote.
        key = self.page.locator('[name="vote-key"]')
        before = key.input_value()
        send(form(self.page, "/room/resolution/"), text=text)
        expect(key).not_to_have_value(before)
        expect(self.page.locator("#resolution-text")).to_have_value(text)

    def end(self, key: str, ended: datetime) -> None:
        """Say when it ended, and nothing else yet."""
        self.page.goto(f"/meetings/{key}/close/")
        with self.page.expect_navigation():
            send(form(self.page, "/close/read/"), end_ended=f"{ended:%H:%M}")

    def read_back(self, key: str, ended: datetime, *, closes: bool = True) -> None:
        """Say when it ended, and that the minutes were read and approved.

        closes: whether who types may then close them.
        """
        self.page.goto(f"/meetings/{key}/close/")
        read = form(self.page, "/close/read/")
        read.locator('[name="end-was_read"]').check()
        read.locator('[name="end-approved"]').check()
        with self.page.expect_navigation():
            send(read, end_ended=f"{ended:%H:%M}")
        expect(read.locator('[name="end-approved"]')).to_be_checked()
        expect(self.page.locator('form[action$="/close/now/"]')).to_have_count(int(closes))

    def close(self) -> None:
        """Close the minutes."""
        form(self.page, "/close/now/").locator("button").click()
        expect(self.page.locator('form[action$="/close/seal/"]')).to_be_visible()

    def seal(self, key: str) -> None:
        """Enter the minutes in the book."""
        form(self.page, "/close/seal/").locator("button").click()
        self.page.wait_for_url(f"**/book/minutes/{key}/")
