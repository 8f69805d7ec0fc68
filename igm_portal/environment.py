"""Every environment variable is read here, so that the administrator's table is complete.

A variable `X` may also be given as `X_FILE`: the path of a file that holds the value (the usual
way to hand a secret to a container).
"""

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class Variable:
    """One line of the administrator's table (`docs/beheer.md`)."""

    name: str
    meaning: str
    default: str | None


# IMMEDIATE: two writers queue instead of failing half-way; a save is one short transaction. 4 MB
# of pages: a closing has two connections, and more makes neither of them faster by much (ADR 86).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
    "PRAGMA cache_size=-4000;",
}
Network = IPv4Network | IPv6Network
VARIABLES: dict[str, Variable] = {}


def text(name: str, meaning: str, *, default: str | None = None) -> str:
    """The value of a variable; without a default the variable is required.

    Raises ImproperlyConfigured, with the meaning in the message, when a required one is absent.
    """
    VARIABLES[name] = Variable(name, meaning, default)
    value = _value_or_file(name)
    if value is None:
        value = default
    if value is None:
        raise ImproperlyConfigured(f"Zet de omgevingsvariabele {name}: {meaning}")
    return value


def items(name: str, meaning: str, *, default: str | None = None) -> list[str]:
    """A comma-separated variable as a list without empty parts."""
    return [
        part.strip() for part in text(name, meaning, default=default).split(",") if part.strip()
    ]


def networks(name: str, meaning: str) -> list[Network]:
    """A comma-separated variable of networks, as `192.0.2.0/24`; raises ImproperlyConfigured on
    anything else.
    """
    try:
        return [ip_network(part) for part in items(name, meaning, default="")]
    except ValueError as fault:
        raise ImproperlyConfigured(
            f"{name} moet een lijst van netwerken zijn, zoals 192.0.2.0/24: {fault}"
        ) from None


def number(name: str, meaning: str, *, default: int) -> int:
    """A whole number; raises ImproperlyConfigured on anything else."""
    value = text(name, meaning, default=str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} moet een heel getal zijn, niet {value!r}.") from None


def flag(name: str, meaning: str, *, default: bool) -> bool:
    """`ja` or `nee`; raises ImproperlyConfigured on anything else, never a guess."""
    value = text(name, meaning, default="ja" if default else "nee").lower()
    if value not in {"ja", "nee"}:
        raise ImproperlyConfigured(f"{name} moet `ja` of `nee` zijn, niet {value!r}.")
    return value == "ja"


def site(name: str, meaning: str, *, default: str) -> str:
    """The address of a site, without a slash at the end.

    Raises ImproperlyConfigured when https:// (or http://) is missing: links in mail would be dead.
    """
    value = text(name, meaning, default=default).rstrip("/")
    if not value.startswith(("https://", "http://")):
        raise ImproperlyConfigured(f"{name} moet met https:// beginnen, niet {value!r}.")
    return value


def database(name: str, meaning: str) -> dj_database_url.DBConfig:
    """The connection that the address of a database stands for; required.

    Raises ImproperlyConfigured on an address that cannot be read, without the address itself: a
    password is in it.
    """
    address = text(name, meaning)
    try:
        config = dj_database_url.parse(address, conn_max_age=60, conn_health_checks=True)
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} is geen adres van een database. {meaning} Een teken in het wachtwoord dat "
            "geen letter of cijfer is, staat daarin anders: / als %2F, @ als %40, # als %23."
        ) from None
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {**SQLITE_OPTIONS, **config.get("OPTIONS", {})}
    return config


def folder_with(name: str, meaning: str, *, file: str, kinds: Collection[str]) -> Path | None:
    """A folder that holds this file, and files of these kinds (suffixes) only; None when the
    variable is absent or empty.

    Raises ImproperlyConfigured when the folder has no such file: better no start than a page
    without its style. And when it holds anything else: all of it will be for everyone to read.
    """
    value = text(name, meaning, default="")
    if not value:
        return None
    folder = Path(value).absolute()
    if not (folder / file).is_file():
        raise ImproperlyConfigured(f"{name}: {folder / file} bestaat niet. {meaning}")
    others = sorted(str(path.relative_to(folder)) for path in _of_other_kinds(folder, kinds))
    if others:
        raise ImproperlyConfigured(
            f"{name}: alles in {folder} komt op internet, en deze bestanden horen daar niet: "
            f"{', '.join(others[:10])}. Haal ze weg. Er mag alleen staan: {', '.join(kinds)}."
        )
    return folder


def _of_other_kinds(folder: Path, kinds: Collection[str]) -> Iterator[Path]:
    """Hidden files are never published. A folder elsewhere, behind a link, is not looked into."""
    for path in folder.rglob("*"):
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if is_hidden or (path.is_dir() and not path.is_symlink()):
            continue
        if not path.is_file() or path.suffix.lower() not in kinds:
            yield path


def _value_or_file(name: str) -> str | None:
    if name in os.environ:
        return os.environ[name]
    path = os.environ.get(f"{name}_FILE")
    if path is None:
        return None
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise ImproperlyConfigured(f"{name}_FILE is niet te lezen: {fault}") from fault
