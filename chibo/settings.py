"""Settings. What differs between machines comes from the environment.

CHIBO_HOME         directory of the data (default: var/ of the checkout, else ~/.chibo)
DATABASE_URL       postgresql://user:password@host:port/name; without it SQLite in CHIBO_HOME
CHIBO_HOSTS        names under which the server answers, separated by commas
CHIBO_HTTPS        1 when browsers reach the server by HTTPS: cookies then travel only so;
                   `chibo serve --https` sets it, and adds to CHIBO_HOSTS what its certificate names
CHIBO_SECRET_KEY   key of signatures; without it the file secret.key in CHIBO_HOME
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from chibo.base.installation import home, secret_key

PACKAGE = Path(__file__).resolve().parent
CHIBO_HOME = home()

# `chibo demo` leaves this mark, and every page says so.
IS_EXAMPLE = (CHIBO_HOME / "example").exists()

SECRET_KEY = os.environ.get("CHIBO_SECRET_KEY") or secret_key(CHIBO_HOME)
DEBUG = False
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("CHIBO_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
    if host.strip()
]

# A room may use the rooms above it, never those below.
ROOMS = [
    "base",
    "audit",
    "https",
    "units",
    "guidance",
    "people",
    "access",
    "documents",
    "meetings",
    "resolutions",
    "book",
    "room",
    "quality",
    "supervision",
    "reports",
    "search",
    "desk",
    "example",
]

INSTALLED_APPS = [
    *(f"chibo.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
]

MIDDLEWARE = [
    "chibo.base.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "chibo.base.middleware.Language",
    "chibo.base.dead_ends.NoDeadEnds",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "chibo.access.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "chibo.urls"
WSGI_APPLICATION = "chibo.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "chibo.places.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "chibo.base.templatetags.words",
                "chibo.base.templatetags.shapes",
                "chibo.meetings.templatetags.titles",
                "chibo.meetings.templatetags.on_behalf",
            ],
        },
    }
]


def database(url: str | None) -> dict[str, Any]:
    """Return Django's settings for a database URL; None means SQLite in CHIBO_HOME."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": CHIBO_HOME / "chibo.sqlite3",
            "OPTIONS": {
                # Writers queue at BEGIN, so no transaction fails in its middle.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                    "PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;"
                ),
            },
            "CONN_MAX_AGE": None,
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": database(os.environ.get("DATABASE_URL"))}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # What audit.kept keeps: some twenty thousand bytes a page, in each process.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 60 * 60 * 24,
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "chibo.access.backends.Accounts",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "access:sign_in"
LOGIN_REDIRECT_URL = "desk:today"
LOGOUT_REDIRECT_URL = "access:sign_in"

# After ten wrong passwords one account rests, as seen from one address, for a quarter of an hour.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "access/locked.html"

SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

HTTPS = os.environ.get("CHIBO_HTTPS") == "1"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "chibo.base.dead_ends.form_too_old"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
# Beside the package in a checkout, inside it when installed.
LOCALE_PATHS = [PACKAGE.parent / "locale", PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = CHIBO_HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": CHIBO_HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# 10 MB for a spreadsheet or a material; larger bodies are refused before they are read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
