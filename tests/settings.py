"""Settings of the tests: Chibo's own, in a directory of their own, and quicker."""

import os
import tempfile

# The first process makes the directory and ends it; xdist's workers inherit the variable.
_home = None
if "CHIBO_TEST_HOME" not in os.environ:
    _home = tempfile.TemporaryDirectory(prefix="chibo-tests-", ignore_cleanup_errors=True)
    os.environ["CHIBO_TEST_HOME"] = _home.name
os.environ["CHIBO_HOME"] = os.environ["CHIBO_TEST_HOME"]
os.environ["CHIBO_SECRET_KEY"] = "only for tests"

_databases = os.environ.get("CHIBO_TEST_DATABASES", "").split()
if _databases:
    # Each of pytest's workers, gw0, gw1 and so on, has a PostgreSQL to itself.
    _worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    os.environ["DATABASE_URL"] = _databases[_worker % len(_databases)]

from chibo.settings import *  # noqa: E402, F403 - the lines above must come first
from chibo.settings import CHIBO_HOME, DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file as in real life, so that the browser's requests have connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": CHIBO_HOME / "test.sqlite3"}

# Argon2 is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Serve static files as they lie in the source, with no step of collecting them.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = CHIBO_HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
