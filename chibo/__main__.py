"""The command `chibo`: Django's commands under their names with dashes."""

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command; `chibo import-members` and `chibo import_members` are the same."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.settings")
    # Imported here so that settings are named before Django reads them.
    from django.core.management import execute_from_command_line

    words = list(sys.argv if argv is None else argv)
    words[0] = "chibo"
    if len(words) > 1 and not words[1].startswith("-"):
        words[1] = words[1].replace("-", "_")
    execute_from_command_line(words)


if __name__ == "__main__":
    main()
