"""Settings, all from the environment. README.md lists every variable; a test keeps it true.

An https origin means production: nothing has a development default then.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from accounts.domain import DAY, SESSION_IDLE
from notifications.vapid import is_private_key

from .environment import (
    LOCAL_ORIGIN,
    MIN_SECRET_KEY,
    Environment,
    is_email_address,
    is_namespace,
    is_origin,
    is_push_host,
    is_secret_key,
    is_store,
    split,
)
from .headers import security_headers
from .installation import (  # noqa: F401 - for django-pwa
    PWA_APP_BACKGROUND_COLOR,
    PWA_APP_DESCRIPTION,
    PWA_APP_ICONS,
    PWA_APP_NAME,
    PWA_APP_SCOPE,
    PWA_APP_SCREENSHOTS,
    PWA_APP_SHORTCUTS,
    PWA_APP_START_URL,
    PWA_APP_THEME_COLOR,
)
from .log_settings import logging_for

BASE_DIR = Path(__file__).resolve().parent.parent

MAX_LIMIT = 10_000  # as many as find room in a profile

env = Environment(os.environ)
env.read_secrets("CHATSCAPE_SSM_PATH")

# Where the site is

CHATSCAPE_ORIGIN = env.text(
    "CHATSCAPE_ORIGIN",
    LOCAL_ORIGIN,
    valid=is_origin,
    expected="like https://chat.example.com (plain http only on localhost)",
)
_address = split(CHATSCAPE_ORIGIN) or urlsplit(LOCAL_ORIGIN)
IS_LOCAL = env.is_local

DEBUG = env.switch("CHATSCAPE_DEBUG")
if DEBUG and not IS_LOCAL:
    env.refuse("CHATSCAPE_DEBUG is for localhost only")

ALLOWED_HOSTS = [_address.hostname or ""]
CSRF_TRUSTED_ORIGINS = [CHATSCAPE_ORIGIN]

# Secrets

SECRET_KEY = env.text(
    "CHATSCAPE_SECRET_KEY",
    "a key for localhost only, since everybody can read it",
    required=True,
    secret=True,
    valid=is_secret_key,
    expected=f"at least {MIN_SECRET_KEY} random characters",
)
SECRET_KEY_FALLBACKS = env.secret_keys("CHATSCAPE_SECRET_KEY_FALLBACKS")
CHATSCAPE_EDGE_SECRET = env.secret_keys("CHATSCAPE_EDGE_SECRET")

# Data

DATABASES: dict[str, dict[str, str]] = {}
CHATSCAPE_STORE = env.text(
    "CHATSCAPE_STORE",
    f"sqlite:///{BASE_DIR / 'var' / 'chatscape.sqlite3'}",
    required=True,
    valid=is_store,
    expected="sqlite:///path or dynamodb://table[?endpoint_url=…]",
)

# Limits

LIMITS = {
    "messages_per_minute": env.number("CHATSCAPE_MESSAGES_PER_MINUTE", 60, least=1, most=MAX_LIMIT),
    "contacts_per_hour": env.number("CHATSCAPE_CONTACTS_PER_HOUR", 30, least=1, most=MAX_LIMIT),
    "requests_per_day": env.number("CHATSCAPE_REQUESTS_PER_DAY", 20, least=1, most=MAX_LIMIT),
    "reports_per_day": env.number("CHATSCAPE_REPORTS_PER_DAY", 20, least=1, most=MAX_LIMIT),
    "sign_ins_per_minute": env.number(
        "CHATSCAPE_SIGN_INS_PER_MINUTE", 1_000 if IS_LOCAL else 30, least=1, most=MAX_LIMIT
    ),
}
PROXIES = env.number("CHATSCAPE_PROXIES", 0 if IS_LOCAL else 1, least=0, most=5)

# Moderation

CHATSCAPE_EVIDENCE_DAYS = env.number("CHATSCAPE_EVIDENCE_DAYS", 180, least=1, most=3_650)
CHATSCAPE_APPEALS_EMAIL = env.text(
    "CHATSCAPE_APPEALS_EMAIL", valid=is_email_address, expected="an e-mail address"
)

# Sign-in

OIDC_ISSUER = env.address("OIDC_ISSUER", "http://localhost:8001", required=True)
OIDC_RP_CLIENT_ID = env.text("OIDC_CLIENT_ID", "chatscape-local", required=True)
OIDC_RP_CLIENT_SECRET = env.text("OIDC_CLIENT_SECRET", "local", required=True, secret=True)
OIDC_LOGOUT_URL = env.address("OIDC_LOGOUT_URL")
OIDC_STAFF_GROUP = env.text("OIDC_STAFF_GROUP", "staff")
OIDC_MODERATOR_GROUP = env.text("OIDC_MODERATOR_GROUP", "moderator")

OIDC_RP_SCOPES = "openid email profile"
OIDC_RP_SIGN_ALGO = "RS256"
OIDC_USE_PKCE = True
OIDC_TOKEN_USE_BASIC_AUTH = True
OIDC_TIMEOUT = 3  # seconds
OIDC_MAX_STATES = 5  # each pending sign-in is ~150 bytes of the session cookie
OIDC_VERIFY_KID = not IS_LOCAL  # a provider for development may give its only key no id
OIDC_AUTHENTICATION_CALLBACK_URL = "accounts:callback"

# Push

VAPID_PRIVATE_KEY = env.text(
    "VAPID_PRIVATE_KEY",
    secret=True,
    valid=is_private_key,
    expected="what manage.py vapid_key prints",
)
CHATSCAPE_PUSH = env.text(
    "CHATSCAPE_PUSH", "worker", valid=is_push_host, expected="worker or stream"
)
VAPID_SUBJECT = "mailto:nobody@chatscape.invalid" if IS_LOCAL else CHATSCAPE_ORIGIN

# The application

ROOT_URLCONF = "chatscape.urls"
WSGI_APPLICATION = "chatscape.wsgi.application"

INSTALLED_APPS = [
    "chatscape.staticfiles.StaticFiles",
    "django.contrib.sessions",
    "django.contrib.contenttypes",  # these two only because mozilla_django_oidc imports them
    "django.contrib.auth",
    "moderation.admin_app.AdminApp",
    "django_htmx",
    "pwa",
    "sri",
    "chatscape",
    "accounts",
    "notifications",
    "contacts",
    "messaging",
    "moderation",
]

MIDDLEWARE = [
    "chatscape.access_log.AccessLog",
    "chatscape.headers.SecurityHeaders",
    "chatscape.middleware.Probes",
    "chatscape.middleware.HttpsOnly",
    "chatscape.middleware.LazyWhiteNoise",
    "chatscape.compression.Compression",
    "chatscape.middleware.Language",  # before whatever a person may be told
    "chatscape.middleware.WellFormed",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "chatscape.errors.DomainErrors",
]

TEMPLATE_SOURCES = [
    "chatscape.template_loader.Loader",
    "django.template.loaders.app_directories.Loader",  # the admin's
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", TEMPLATE_SOURCES)],
            "context_processors": [
                "django.template.context_processors.request",
                "accounts.context_processors.user",
            ],
        },
    },
]

# Sessions, cookies, transport

SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_AGE = SESSION_IDLE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not IS_LOCAL
LANGUAGE_COOKIE_AGE = 365 * DAY
CSRF_FAILURE_VIEW = "chatscape.errors.csrf_failure"
if IS_LOCAL:  # two copies on one host share their cookies unless the names differ
    SESSION_COOKIE_NAME = f"session_{_address.port or 80}"
    CSRF_COOKIE_NAME = f"csrf_{_address.port or 80}"
    LANGUAGE_COOKIE_NAME = f"language_{_address.port or 80}"
else:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002"]  # SecurityHeaders says the same

SECURITY_HEADERS = security_headers(providers=[OIDC_ISSUER, OIDC_LOGOUT_URL], is_https=not IS_LOCAL)

# Static files

STATIC_URL = "/static/"
STATIC_ROOT = env.text("CHATSCAPE_STATIC_ROOT", str(BASE_DIR / "var" / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "chatscape.staticfiles.HashedStaticFiles"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

# The log

SERVER_TIMING = IS_LOCAL  # what a request cost, in the browser's developer tools
CHATSCAPE_METRICS = env.text(
    "CHATSCAPE_METRICS", valid=is_namespace, expected="a namespace of CloudWatch"
)
LOGGING = logging_for(debug=DEBUG)

env.check()

# Language, time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"
