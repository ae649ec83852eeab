"""Make the fonts of the screen: small faces of Be Vietnam Pro, and figures of one width."""

import shutil
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules/@fontsource/be-vietnam-pro"
FACES = ROOT / "web/faces"

WEIGHTS = (400, 600, 700)

# What a Vietnamese page uses: ASCII, the letters of Latin-1, and its punctuation. The letters
# with two marks are in the Vietnamese face; shapes such as ✓ are drawn, not typed.
LATIN = [
    *range(0x20, 0x7F),
    *(code for code in range(0xC0, 0x100) if code != 0xF7),
    *(ord(sign) for sign in "\u00a0«»°²³·§©½¼¾–—‘’“”…•‹›−"),
]

# Thousandths of an em: as wide as the widest digit needs at 700, so that columns line up.
FIGURE_WIDTH = 670


def make_faces() -> None:
    """Write every face that web/shared/fonts.css names into web/faces/."""
    FACES.mkdir(exist_ok=True)
    for weight in WEIGHTS:
        vietnamese = source("vietnamese", weight)
        save(vietnamese, f"vietnamese-{weight}")

        latin = source("latin", weight)
        keep(latin, LATIN)
        save(latin, f"latin-{weight}")

        figures = source("latin", weight)
        keep(figures, [ord(digit) for digit in "0123456789"])
        set_to_one_width(figures, FIGURE_WIDTH)
        save(figures, f"figures-{weight}")
    shutil.copy(SOURCE / "LICENSE", FACES / "OFL.txt")


def source(alphabet: str, weight: int) -> TTFont:
    """Open one face as its makers publish it; alphabet is "latin" or "vietnamese"."""
    file = SOURCE / f"files/be-vietnam-pro-{alphabet}-{weight}-normal.woff2"
    # Building twice gives the same bytes, so browsers keep what they have.
    return TTFont(file, recalcTimestamp=False)


def keep(font: TTFont, codes: list[int]) -> None:
    """Drop every glyph that the code points do not need."""
    subsetter = Subsetter(Options(layout_features=["*"], notdef_outline=True))
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def set_to_one_width(font: TTFont, width: int) -> None:
    """Give every digit the same advance, its ink in the middle; width in font units.

    The kerning goes, because pairs such as "11" would be pulled together again.
    """
    glyphs = font["glyf"]
    for name in font.getBestCmap().values():
        glyph = glyphs[name]
        ink = glyph.xMax - glyph.xMin
        left = round((width - ink) / 2)
        glyph.coordinates.translate((left - glyph.xMin, 0))
        glyph.recalcBounds(glyphs)
        font["hmtx"][name] = (width, left)
    font["hhea"].advanceWidthMax = max(advance for advance, _ in font["hmtx"].metrics.values())
    for table in ("GPOS", "GSUB", "GDEF"):
        if table in font:
            del font[table]
    for record in font["name"].names:
        record.string = str(record).replace("Be Vietnam Pro", "Chibo Figures")


def save(font: TTFont, name: str) -> None:
    """Write a face as WOFF2, without hints: screens of today smooth without them."""
    for table in ("fpgm", "prep", "cvt ", "gasp"):
        if table in font:
            del font[table]
    for glyph_name in font.getGlyphOrder():
        glyph = font["glyf"][glyph_name]
        if hasattr(glyph, "program"):
            glyph.removeHinting()
    font.flavor = "woff2"
    font.save(FACES / f"{name}.woff2")
