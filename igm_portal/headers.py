"""What every answer tells a browser it may do, and where to report what is wrong (ADR 63)."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

_NOTHING = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
    *("encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection"),
    *("local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("screen-wake-lock", "serial", "storage-access", "usb", "xr-spatial-tracking"),
)
# A passkey is all that this site asks of a device.
_OWN = ("publickey-credentials-create", "publickey-credentials-get")

# On every answer that does not say otherwise itself. A page has a policy of its own for its
# content (`CONTENT_SECURITY_POLICY`); a file, a redirect and a fault before it need nothing at all.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        [*(f"{name}=()" for name in _NOTHING), *(f"{name}=(self)" for name in _OWN)]
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
VALID = timedelta(days=180)  # RFC 9116 §2.5.5 recommends less than a year


@require_safe
@login_not_required
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness of this installation (RFC 9116), as far as it was filled in."""
    if not settings.IGM_SECURITY_CONTACTS:
        raise Http404("IGM_SECURITY_CONTACT")
    midnight = datetime.combine(timezone.localdate() + VALID, time.min)
    expires = timezone.make_aware(midnight).isoformat()
    lines = [
        *(f"Contact: {_as_address(contact)}" for contact in settings.IGM_SECURITY_CONTACTS),
        f"Expires: {expires}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.IGM_SITE_URL}/.well-known/security.txt",
        *([f"Policy: {settings.IGM_SECURITY_POLICY}"] if settings.IGM_SECURITY_POLICY else []),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _as_address(contact: str) -> str:
    is_mail = "@" in contact and ":" not in contact
    return f"mailto:{contact}" if is_mail else contact
