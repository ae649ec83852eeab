"""What a test sends and sees of a visit slip."""

import re
from typing import Any

from django.test import Client

from chibo.people.models import Account

KEY = "0199b3a4-8c00-7c6e-9d54-000000000001"
TYPED: dict[str, Any] = {"key": KEY, "day": "03/06/2026", "came_at": "19h20"}
# Two lines that people decide.
SHEET = """\
sheet: buoi
title: Phiếu chấm điểm buổi
issuer: Đảng ủy xã Trung Thượng
number: 05-HD/ĐU
seen: local
total: 100
grades:
  - {grade: Tốt, at_least: 90}
  - {grade: Kém}
groups:
  - group: "1"
    title: Sinh hoạt
    points: 100
    criteria:
      - criterion: "1.1"
        title: Điều hành
        kind: manual
        points: 60
      - criterion: "1.2"
        title: Thảo luận
        kind: manual
        points: 40
"""


def of(account: Account) -> Client:
    """Return the browser of an account, in English."""
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(account)
    return client


def text(page: Any) -> str:
    """Return what a page says, without its markup."""
    words = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(words.split())
