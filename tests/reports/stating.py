"""Figures for tests of what reports say."""

from typing import Any

from chibo.reports.rules.prints import Stated


def figure(key: str, n: int, d: int | None = None, **more: Any) -> Stated:
    """Return a stated figure: a count, or a share where it has a base."""
    given: dict[str, Any] = {
        "span": "2026-q3",
        "section": "meetings",
        "name": {"vi": f"Tên {key}", "en": key},
        "words": {"vi": "", "en": ""},
        "unit": {"vi": "buổi", "en": "meetings"},
        "table": "months",
        "shown": "count" if d is None else "share",
        "source": "",
    }
    return Stated(key=key, numerator=n, denominator=d, **(given | more))


def figures(**counts: int | tuple[int, int]) -> dict[str, Stated]:
    """Return figures by key, of counts and of pairs."""
    return {
        key: figure(key, *(told if isinstance(told, tuple) else (told,)))
        for key, told in counts.items()
    }
