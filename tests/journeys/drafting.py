"""What an office does with a score sheet, by hand on its pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys.walking import unfolded


@dataclass(slots=True)
class Drafting:
    """A sheet of the commune TT being written in a browser."""

    page: Page
    at: str = ""

    def begin(self, title: str, **frame: Any) -> None:
        """Begin an empty sheet and fill in its frame."""
        self.page.goto("/scores/sheets/of/TT/")
        begin = self.page.locator('form[action$="/begin/"]')
        begin.locator("[name=title]").fill(title)
        begin.locator("button").click()
        self.page.wait_for_url("**/frame/change/")
        self.at = self.page.url.removesuffix("frame/change/")
        self._fill(frame)
        self._save()

    def group(self, group: str, title: str, points: str = "") -> None:
        """Add a heading; the form of its first criterion comes."""
        self.page.goto(f"{self.at}group-new/change/")
        self._fill({"group": group, "title": title} | ({"points": points} if points else {}))
        self._save()

    def criterion(self, heading: int, more: dict[str, str] | None = None, **fields: str) -> None:
        """Add a criterion to a heading; more: what its kind then asks for."""
        self.page.goto(f"{self.at}criterion-{heading}-new/change/")
        self._fill(fields)
        self._save()
        if more:
            expect(self.page.locator("h1")).to_contain_text(fields["title"])
            self._fill(more)
            self._save()

    def part(self, name: str, fields: dict[str, str]) -> None:
        """Fill in another part."""
        self.page.goto(f"{self.at}{name}/change/")
        self._fill(fields)
        self._save()

    def findings(self) -> list[str]:
        """Return what the check says of the sheet."""
        self.page.goto(self.at)
        return self.page.locator("section:has(#check) li p:nth-child(2)").all_inner_texts()

    def force(self, since: date) -> None:
        """Put it in force for the whole commune."""
        self.page.goto(self.at)
        force = self.page.locator('form[action$="/in-force/"]')
        force.locator("[name=since]").fill(f"{since:%d/%m/%Y}")
        force.locator("button").click()
        expect(self.page.locator("[role=status]")).to_contain_text("Đã đưa vào dùng")

    def _fill(self, fields: dict[str, Any]) -> None:
        for name, value in fields.items():
            field = unfolded(self.page.locator(f'main form [name="{name}"]'))
            kind = field.evaluate("field => field.type")
            if kind in {"radio", "checkbox"}:
                self._choose(name, [value] if isinstance(value, str) else value, kind)
            elif kind == "select-one":
                field.select_option(value)
            else:
                field.fill(value)

    def _choose(self, name: str, values: list[str], kind: str) -> None:
        boxes = self.page.locator(f'main form [name="{name}"]')
        for box in boxes.all():
            if box.get_attribute("value") in values:
                box.check()
            elif kind == "checkbox":
                box.uncheck()

    def _save(self) -> None:
        was = self.page.locator('main form [name="seen"]').first.get_attribute("value")
        self._button().click()
        self.page.wait_for_load_state()
        # What was refused, in the words of the page.
        refused = self.page.locator(".field__error, .refusal").all_inner_texts()
        assert refused == [], refused
        expect(self.page.locator(f'main form [name="seen"][value="{was}"]')).to_have_count(0)

    def _button(self) -> Locator:
        return self.page.locator("main form .button--primary").first


def bands(*rows: tuple[str, str, str, str, str]) -> dict[str, str]:
    """Return the fields of bands: sign, end, second sign, second end, points or level."""
    names = ("when_sign", "when_end", "when_second_sign", "when_second_end", "gives")
    return {
        f"bands-{number}-{name}": value
        for number, row in enumerate(rows)
        for name, value in zip(names, row, strict=True)
        if value
    }


def listed(prefix: str, *rows: dict[str, str]) -> dict[str, str]:
    """Return the fields of the rows of a list."""
    return {
        f"{prefix}-{number}-{name}": value
        for number, row in enumerate(rows)
        for name, value in row.items()
    }
