"""Django's settings, made from the environment. Nothing here is to be edited on a server: see docs/drift.md."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from rundebord.config.data_folder import DATABASE, secret_key
from rundebord.config.database_address import sqlite_for_django
from rundebord.config.environment import read_environment
from rundebord.config.static_files import static_digest

RUNDEBORD = read_environment()

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = secret_key(RUNDEBORD.data)
DEBUG = False
USE_HTTPS = RUNDEBORD.address.startswith("https://")

# "*" here: the server process narrows it to the names it is really reached by (config.server), and the command line
# answers no requests.
NETWORK_HOST: str | None = None
"""This computer's address on the local network, when the server lets other devices in (set by ``serve``)."""
ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = [RUNDEBORD.address] if RUNDEBORD.address else []
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # the page carries the token
CSRF_COOKIE_SECURE = USE_HTTPS
CSRF_FAILURE_VIEW = "rundebord.config.pages.forbidden"
LANGUAGE_COOKIE_NAME = "sprak"
LANGUAGE_COOKIE_SECURE = USE_HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 400 * 24 * 60 * 60

INSTALLED_APPS = [
    "rundebord.ui",
    "rundebord.programmes",
    "rundebord.groups",
    "rundebord.meetings",
    "rundebord.documents",
    "rundebord.courses",
    "rundebord.config",
]
# Security headers are set by the root application, for all three doors (config.root).
MIDDLEWARE = [
    "rundebord.config.middleware.ChosenLanguage",
    "rundebord.config.middleware.FormsAreUtf8",
    "rundebord.config.middleware.NoZeroBytes",
    "rundebord.config.middleware.StorageTrouble",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
ROOT_URLCONF = "rundebord.config.urls"
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"builtins": ["rundebord.ui.templatetags.components"]},
    }
]

DATABASES = {
    "default": RUNDEBORD.database.for_django()
    if RUNDEBORD.database is not None
    else sqlite_for_django(RUNDEBORD.data / DATABASE),
}

LANGUAGE_CODE = RUNDEBORD.language
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = RUNDEBORD.time_zone

# The digest is part of the path, so files can be kept for a year, and a script's relative imports follow along.
STATIC_URL = f"/static/{static_digest()}/"

# One line, one field: a command is small. The root application refuses larger bodies before Django sees them.
DATA_UPLOAD_MAX_MEMORY_SIZE = 128 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_secret_links": {"()": "rundebord.config.logging_filter.NoSecretLinks"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_secret_links"]}},
    "root": {"handlers": ["stderr"], "level": RUNDEBORD.log_level},
    "loggers": {
        # What visitors ask for in vain is not the operator's business, and strangers could fill the log with it.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        "uvicorn": {"level": "WARNING"},
    },
}
ADDRESS_HOST = urlsplit(RUNDEBORD.address).hostname or ""
