"""A bare Django site in one file, written where it is told: the peer of the start. With allauth if that is there."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

_SITE = '''
"""A bare Django site: one page, SQLite, sessions, users, the usual middleware. python bare_site.py make | serve PORT"""
import sys
from pathlib import Path

import django
from django.conf import settings
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

WITH_ALLAUTH = {with_allauth}
HERE = Path(__file__).resolve().parent
APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "django.contrib.messages"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
if WITH_ALLAUTH:
    APPS += ["allauth", "allauth.account"]
    MIDDLEWARE += ["allauth.account.middleware.AccountMiddleware"]
    BACKENDS += ["allauth.account.auth_backends.AuthenticationBackend"]
CONTEXT = ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"]
settings.configure(
    SECRET_KEY="only-for-the-bench", ALLOWED_HOSTS=["*"], ROOT_URLCONF="__main__", INSTALLED_APPS=APPS,
    MIDDLEWARE=MIDDLEWARE, AUTHENTICATION_BACKENDS=BACKENDS, USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    DATABASES={{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": str(HERE / "site.sqlite3")}}}},
    TEMPLATES=[{{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
                "OPTIONS": {{"context_processors": CONTEXT}}}}],
)
django.setup()


def front(request):
    from django.contrib.auth.models import User

    page = engines["django"].from_string("<h1>{{{{ count }}}} users</h1><form>{{% csrf_token %}}</form>")
    return HttpResponse(page.render({{"count": User.objects.count()}}, request))


urlpatterns = [path("", front)] + ([path("accounts/", include("allauth.urls"))] if WITH_ALLAUTH else [])

if __name__ == "__main__":
    if sys.argv[1] == "make":
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
    else:
        import uvicorn
        from django.core.asgi import get_asgi_application

        uvicorn.run(get_asgi_application(), port=int(sys.argv[2]), log_config=None, access_log=False, lifespan="off")
'''


def make_site(folder: Path) -> tuple[Path, str]:
    """The site's file, its database made, and what to call it."""
    with_allauth = importlib.util.find_spec("allauth") is not None
    site = folder / "bare_site.py"
    site.write_text(_SITE.format(with_allauth=with_allauth).lstrip(), encoding="utf-8")
    subprocess.run([sys.executable, str(site), "make"], check=True, timeout=120)
    return site, "bare Django with allauth" if with_allauth else "bare Django without allauth (not installed)"
