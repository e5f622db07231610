"""Settings. Whatever an office may want otherwise is read from the environment, each name beginning with SANZE_."""

import os
import secrets
from pathlib import Path

from sanze.foundation.database.places import home, make_home
from sanze.foundation.database.settings import database_settings

BASE = Path(__file__).resolve().parent.parent
HOME = home()
SANZE_KEYS = Path(os.environ.get("SANZE_KEYS") or HOME / "keys")
SANZE_EVIDENCE = Path(os.environ.get("SANZE_EVIDENCE") or HOME / "evidence")
SANZE_SEAL_DIGEST = os.environ.get("SANZE_SEAL_DIGEST", "sm3")
SANZE_PLATFORM_NAME = os.environ.get("SANZE_PLATFORM_NAME", "安全生产监管平台")
SANZE_ADDRESS = os.environ.get("SANZE_ADDRESS", "")


def _secret_key() -> str:
    """The installation's own secret, made once."""
    if key := os.environ.get("SANZE_SECRET_KEY"):
        return key
    path = SANZE_KEYS / "django.key"
    if not path.exists():
        if HOME in path.parents:
            make_home()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f".django.{os.getpid()}.{secrets.token_hex(4)}")
        fresh.write_text(secrets.token_urlsafe(48))
        fresh.chmod(0o600)
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("SANZE_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("SANZE_HOSTS", "*").split(",")
HTTPS = os.environ.get("SANZE_HTTPS") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "procrastinate.contrib.django",
    "sanze.foundation.acts",
    "sanze.foundation.regime",
    "sanze.foundation.identity",
    "sanze.foundation.calendar",
    "sanze.foundation.ui",
    "sanze.foundation.jobs",
    "sanze.foundation.notices",
    "sanze.foundation.evidence",
    "sanze.foundation.ledgers",
    "sanze.foundation.pages",
    "sanze.foundation.documents",
    "sanze.know.standards",
    "sanze.know.jurisdictions",
    "sanze.know.parties",
    "sanze.know.responsibility",
    "sanze.know.delegation",
    "sanze.know.places",
    "sanze.know.stations",
    "sanze.know.teams",
    "sanze.know.villages",
    "sanze.know.committees",
    "sanze.know.letters",
    "sanze.know.handover",
    "sanze.perform.duties",
    "sanze.perform.dangers",
    "sanze.perform.inspections",
    "sanze.perform.keyperiods",
    "sanze.perform.leaders",
    "sanze.portals.workbench",
    "sanze.portals.regimes",
    "sanze.portals.public",
    "sanze.portals.citymap",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "sanze.foundation.identity.middleware.ActorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sanze.config.urls"
WSGI_APPLICATION = "sanze.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "sanze.foundation.ui.context.page",
            ],
        },
    }
]

DATABASES = {"default": database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"
CSRF_FAILURE_VIEW = "sanze.foundation.identity.views.entrance.stale_page"

AXES_FAILURE_LIMIT = "sanze.foundation.identity.lockout.failure_limit"
AXES_COOLOFF_TIME = "sanze.foundation.identity.lockout.cool_off"
AXES_CLIENT_IP_CALLABLE = "sanze.foundation.identity.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "sanze.foundation.identity.lockout.keep_answer"
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
# Knocking on a locked door does not keep it locked, or anybody could shut out an administrator for good.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
FORMAT_MODULE_PATH = ["sanze.config.formats"]
USE_TZ = True

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "sanze"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_TRUSTED_ORIGINS = [each for each in os.environ.get("SANZE_ORIGINS", "").split(",") if each]

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# The mailbox from which letters are sent; without a host none are.
EMAIL_HOST = os.environ.get("SANZE_EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("SANZE_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("SANZE_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SANZE_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("SANZE_EMAIL_SECURITY") == "starttls"
EMAIL_USE_SSL = os.environ.get("SANZE_EMAIL_SECURITY") == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("SANZE_EMAIL_FROM", EMAIL_HOST_USER)

# The queue's own app is not used: jobs are found and enrolled by sanze.foundation.jobs.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
SANZE_DUTIES_AHEAD = int(os.environ.get("SANZE_DUTIES_AHEAD", "1"))  # days by which obligations are made ahead
SANZE_WORKER_HEARTBEAT = float(os.environ.get("SANZE_WORKER_HEARTBEAT", "10"))  # seconds

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
