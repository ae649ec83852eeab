"""What the tables and their columns are called in a workbook: in Vietnamese, whoever makes it."""

from django.utils import translation

from chibo.base.templatetags.words import capital
from chibo.reports.showing.columns import column_name, is_named

TABLE_NAMES = {
    "months": "Dòng tháng",
    "cells": "Dòng chi bộ",
    "organisations": "Dòng tổ chức",
    "events": "Dòng biến động",
    "visits": "Dòng phiếu dự",
    "proposals": "Dòng kiến nghị",
}


def heading(column: str) -> str:
    """Return the head of a column; one of a report frozen long ago may bear its code only."""
    with translation.override("vi"):
        return capital(column_name(column)) if is_named(column) else column
