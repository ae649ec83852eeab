"""The template that reports are drafted from: data/report.yaml, read once."""

from functools import cache
from pathlib import Path

import yaml

from chibo.reports.catalogue import lines
from chibo.reports.rules.template import Template, template_of

_FILE = Path(__file__).parent / "data" / "report.yaml"


@cache
def template() -> Template:
    """Return the template of the report as it comes with the program.

    Raises BadTemplate.
    """
    return template_of(yaml.load(_FILE.read_bytes(), Loader=yaml.CSafeLoader), lines())
