"""Secrets for signing in, encrypted before they reach the database (ADR 60).

The key follows from `SECRET_KEY`, which lies outside the database: a copy of the database alone
opens nobody's second step and no provider. A former key (`IGM_OLD_SECRET_KEYS`) still opens what
it sealed.
"""

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(text: str) -> str:
    """The text, encrypted and signed (Fernet), in ASCII."""
    return _sealer().encrypt(text.encode()).decode()


def unseal(ciphertext: str) -> str:
    """Raises InvalidToken for what no key of this installation sealed."""
    return _sealer().decrypt(ciphertext.encode()).decode()


def _sealer() -> MultiFernet:
    return MultiFernet([_fernet(k) for k in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


@lru_cache(maxsize=8)
def _fernet(key: str) -> Fernet:
    derivation = HKDF(SHA256(), length=32, salt=None, info=b"igm_portal.accounts.sealing")
    return Fernet(urlsafe_b64encode(derivation.derive(key.encode())))
