"""Numbers and stretches of numbers as a sheet would write them."""

from fractions import Fraction

from chibo.quality.rules.conditions import Stretch


def plain(number: Fraction) -> str:
    """Return a number as people write it: 5, 2,5; to two places when it has no end."""
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def in_words(stretch: Stretch) -> str:
    """Return a stretch as conditions write it: "= 50", "> 30 and < 45"."""
    if stretch.low is not None and stretch.low == stretch.high:
        return f"= {plain(stretch.low)}"
    ends = []
    if stretch.low is not None:
        ends.append(f"{'>=' if stretch.with_low else '>'} {plain(stretch.low)}")
    if stretch.high is not None:
        ends.append(f"{'<=' if stretch.with_high else '<'} {plain(stretch.high)}")
    return " and ".join(ends)
