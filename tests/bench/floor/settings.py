"""Chibo's settings with nothing between the server and the view."""

from pathlib import Path

from chibo.settings import *  # noqa: F403 (a settings module is a list of names)

MIDDLEWARE = []
ROOT_URLCONF = "tests.bench.floor.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {},
    }
]
