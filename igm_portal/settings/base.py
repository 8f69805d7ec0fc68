"""Settings that are safe for production; `dev` and `test` change only what they must."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from igm_portal import environment as env
from igm_portal.settings.sign_in import *

BASE_DIR = Path(__file__).resolve().parents[2]

SECRET_KEY = env.text(
    "IGM_SECRET_KEY", "Lange willekeurige tekst die sessies en links ondertekent."
)
SECRET_KEY_FALLBACKS = env.items(
    "IGM_OLD_SECRET_KEYS",
    "Vroegere waarden van IGM_SECRET_KEY, met komma's: wat zij versleutelden, blijft te lezen.",
    default="",
)
DEBUG = False
ALLOWED_HOSTS = env.items("IGM_HOSTS", "Namen waaronder de site bereikbaar is, met komma's.")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_tasks_db",
    "igm_portal.audit",
    "igm_portal.outbox",
    "igm_portal.accounts",
    "surveys",
    "reports",
    "igm_portal.followup",
    "igm_portal.worker",
]

MIDDLEWARE = [
    "igm_portal.middleware.RequestIdMiddleware",
    "igm_portal.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "igm_portal.middleware.Utf8OnlyMiddleware",
    "igm_portal.middleware.LocalWordsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "igm_portal.middleware.IdleMiddleware",
    "igm_portal.middleware.SignInMiddleware",
    "igm_portal.middleware.PermissionMiddleware",
    "igm_portal.middleware.UnreachableAnswersMiddleware",
    "igm_portal.middleware.DamagedResultMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "igm_portal.middleware.ButtonAddressMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "igm_portal.urls"
WSGI_APPLICATION = "igm_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "igm_portal.navigation.navigation",
            ],
            "builtins": ["igm_portal.page_tags"],
        },
    }
]

# --- data ---------------------------------------------------------------------------------------

DATABASES = {
    "default": env.database(
        "IGM_DATABASE_URL", "Adres van de database: postgres://naam:wachtwoord@host/db."
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits (signing in, codes of clients) must hold over all processes, so they live in the
# database; Django's default of 300 entries would let a guesser push the counters out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
IGM_KEY_DIR = Path(
    env.text("IGM_KEY_DIR", "Map met de sleutels van de pseudoniemen, buiten de database.")
)

# --- work in the background -----------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
IGM_FILE_HOURS = env.number(
    "IGM_FILE_HOURS", "Zoveel uur blijft een gemaakt bestand te downloaden.", default=24
)

# --- who comes in: sign_in.py -----------------------------------------------------------------

SESSION_ENGINE = "igm_portal.accounts.session_store"
SESSION_COOKIE_AGE = 24 * 60 * 60
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not host.startswith(".")]

# --- what a browser may do ----------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],  # data: icons in the style sheets, blob: saved charts
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
SECURE_SSL_REDIRECT = env.flag("IGM_HTTPS_REDIRECT", "Stuur http door naar https.", default=True)
SECURE_REDIRECT_EXEMPT = [r"^gezond/"]
# Without a proxy of ours in front anybody could say this, and be taken for a visitor by https.
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT > 0 else None
)
SECURE_HSTS_SECONDS = env.number("IGM_HSTS", "Seconden HSTS.", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.flag(
    "IGM_HSTS_SUBDOMAINS",
    "HSTS ook voor namen onder die van de site, en geschikt voor de lijst van browsers (preload).",
    default=True,
)
if not SECURE_HSTS_PRELOAD:
    SILENCED_SYSTEM_CHECKS += ["security.W005", "security.W021"]  # on purpose
IGM_SECURITY_CONTACTS = env.items(
    "IGM_SECURITY_CONTACT",
    "Waar een zwakke plek te melden is (security.txt): mailadressen of https://, met komma's.",
    default="",
)
IGM_SECURITY_POLICY = env.text(
    "IGM_SECURITY_POLICY",
    "Adres van het beleid voor zulke meldingen, met https:// (security.txt).",
    default="",
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "surveys.views.other_participant.csrf_failure"

# --- mail ---------------------------------------------------------------------------------------

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("IGM_MAIL_HOST", "Mailserver.", default="localhost")
EMAIL_PORT = env.number("IGM_MAIL_PORT", "Poort van de mailserver.", default=25)
EMAIL_HOST_USER = env.text("IGM_MAIL_USER", "Naam bij de mailserver.", default="")
EMAIL_HOST_PASSWORD = env.text("IGM_MAIL_PASSWORD", "Wachtwoord bij de mailserver.", default="")
EMAIL_USE_TLS = env.flag("IGM_MAIL_TLS", "STARTTLS bij de mailserver.", default=False)
EMAIL_USE_SSL = env.flag(
    "IGM_MAIL_SSL", "TLS vanaf het eerste woord (poort 465), in plaats van STARTTLS.", default=False
)
if EMAIL_USE_TLS and EMAIL_USE_SSL:
    raise ImproperlyConfigured("Kies IGM_MAIL_TLS of IGM_MAIL_SSL, niet allebei.")
# OAuth2 in place of a password (Exchange Online), in use as soon as there is a client.
IGM_MAIL_OAUTH_CLIENT = env.text(
    "IGM_MAIL_OAUTH_CLIENT",
    "OAuth2 (Exchange Online) in plaats van een wachtwoord: toepassings-id.",
    default="",
)
IGM_MAIL_OAUTH_SECRET = env.text(
    "IGM_MAIL_OAUTH_SECRET", "OAuth2: clientgeheim van de toepassing.", default=""
)
_tenant = env.text("IGM_MAIL_OAUTH_TENANT", "OAuth2: tenant-id van de organisatie.", default="")
IGM_MAIL_OAUTH_URL = (
    env.text(
        "IGM_MAIL_OAUTH_URL",
        "OAuth2: adres dat tokens uitgeeft, met https://; zonder deze: dat van Microsoft.",
        default="",
    )
    or f"https://login.microsoftonline.com/{_tenant}/oauth2/v2.0/token"
)
IGM_MAIL_OAUTH_SCOPE = env.text(
    "IGM_MAIL_OAUTH_SCOPE",
    "OAuth2: waarvoor het token is.",
    default="https://outlook.office365.com/.default",
)
if IGM_MAIL_OAUTH_CLIENT:
    EMAIL_BACKEND = "igm_portal.outbox.smtp.XOAuth2Backend"
    if not (EMAIL_HOST_USER and IGM_MAIL_OAUTH_SECRET):
        raise ImproperlyConfigured("OAuth2 vraagt ook IGM_MAIL_USER en IGM_MAIL_OAUTH_SECRET.")
    if not IGM_MAIL_OAUTH_URL.startswith("https://") or ".com//" in IGM_MAIL_OAUTH_URL:
        raise ImproperlyConfigured(
            "OAuth2 vraagt IGM_MAIL_OAUTH_TENANT, of een IGM_MAIL_OAUTH_URL met https://."
        )
    if not (EMAIL_USE_TLS or EMAIL_USE_SSL):
        raise ImproperlyConfigured("OAuth2 vraagt IGM_MAIL_TLS of IGM_MAIL_SSL.")
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.text(
    "IGM_MAIL_FROM", "Afzender van de mail.", default="IGM-portaal <noreply@localhost>"
)
# A mail is written without a request, so it must be told the address of the site.
IGM_SITE_URL = env.site(
    "IGM_SITE_URL",
    "Adres van de site voor links in mail; zonder deze: https:// en de eerste van IGM_HOSTS.",
    default=f"https://{next(iter(ALLOWED_HOSTS), 'localhost').lstrip('.')}",
)

# --- words and files ----------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
# Easy Dutch is for clients: its catalogue holds what is simpler than in the Dutch one, and Django
# takes all the rest from there.
LANGUAGES = [("nl", _("Dutch")), ("nl-easy", _("Easy Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "igm_portal" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

CRISPY_ALLOWED_TEMPLATE_PACKS = ("igm",)
CRISPY_TEMPLATE_PACK = "igm"
CRISPY_FAIL_SILENTLY = False

STATIC_URL = "/static/"
STATIC_ROOT = Path(
    env.text(
        "IGM_STATIC_ROOT", "Map voor stijlen en scripts.", default=str(BASE_DIR / "staticfiles")
    )
)
IGM_THEME = env.folder_with(
    "IGM_THEME",
    "Map met de eigen huisstijl: huisstijl.css, met letters en plaatjes ernaast en niets anders; "
    "alles erin komt op internet.",
    file="huisstijl.css",
    kinds=(
        *(".css", ".woff2", ".woff", ".ttf", ".otf"),
        *(".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico"),
    ),
)
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [BASE_DIR / "static"]
if IGM_THEME:
    STATICFILES_DIRS.append(("huisstijl", IGM_THEME))
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else builds a page of them

IGM_METRICS_TOKEN = env.text(
    "IGM_METRICS_TOKEN",
    "Token waarmee een bewakingsprogramma `/gezond/cijfers/` leest (Prometheus); leeg: dicht.",
    default="",
)
if IGM_METRICS_TOKEN and len(IGM_METRICS_TOKEN) < 32:
    raise ImproperlyConfigured("IGM_METRICS_TOKEN heeft ten minste 32 tekens.")

IGM_LOG_FORMAT = env.text(
    "IGM_LOG_FORMAT", "Logregels als `tekst` of als `json` (een object per regel).", default="tekst"
)
if IGM_LOG_FORMAT not in {"tekst", "json"}:
    raise ImproperlyConfigured("IGM_LOG_FORMAT moet `tekst` of `json` zijn.")
IGM_SECURITY_EVENTS = env.flag(
    "IGM_SECURITY_EVENTS",
    "Schrijf gebeurtenissen rond toegang ook als logregels, voor een SIEM; zonder namen.",
    default=False,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {
            "()": "igm_portal.logs.SecretRedactingFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
        "json": {"()": "igm_portal.logs.JsonLineFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if IGM_LOG_FORMAT == "json" else "discreet",
        }
    },
    "root": {
        "handlers": ["console"],
        "level": env.text(
            "IGM_LOG_LEVEL", "Vanaf welke ernst: DEBUG, INFO, WARNING of ERROR.", default="INFO"
        ),
    },
    # Django gives these handlers of their own, which would write addresses as they are.
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "igm_portal.security": {"level": "INFO"},  # asked for, whatever else is left out
        "django_tasks_db": {"level": "WARNING"},  # its rounds are no news
    },
}
