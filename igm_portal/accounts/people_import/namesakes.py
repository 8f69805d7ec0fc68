"""Find who would be added a second time: unknown by number and address, but with the name of
somebody who works here and is not in the file, as after a change of mail domain; pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from igm_portal.accounts.people_import.match import KnownPerson, State
from igm_portal.accounts.people_import.parse import PersonRow
from igm_portal.spelling import address_key, name_key


def namesakes(rows: Iterable[PersonRow], state: State) -> dict[str, tuple[str, ...]]:
    """By unknown address the keys of whom it may be of: people with that name and a role today or
    later, whom no row names. Who has another staff number is somebody else.
    """
    rows = tuple(rows)
    absent = _absent(rows, state)
    numbers = {person.staff_number for person in state.people if person.staff_number}
    addresses = state.addresses()
    known_emails: set[str] = set()
    candidates: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row.email in addresses or row.staff_number in numbers:
            known_emails.add(row.email)
        people = absent.get(name_key(row.name), ()) if row.name and row.email else ()
        keys = tuple(p.key for p in people if not (p.staff_number and row.staff_number))
        if keys:
            candidates[row.email] = keys
    return {email: keys for email, keys in candidates.items() if email not in known_emails}


def same_people(
    candidates: Mapping[str, Sequence[str]], people: Iterable[KnownPerson]
) -> dict[str, str]:
    """By address the key of the one person it can only be of: the one with that name, or of several
    the one whose address has the same part before the @. Who cannot be told apart is left out.
    """
    local_parts = {person.key: _local_part(address_key(person.email)) for person in people}
    shares: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for email, keys in candidates.items():
        shares[tuple(keys)].append(email)
    pairs: dict[str, str] = {}
    for keys, emails in shares.items():
        if len(keys) == len(emails) == 1:
            pairs[emails[0]] = keys[0]
            continue
        for email in emails:
            alike = [key for key in keys if local_parts[key] == _local_part(email)]
            if len(alike) == 1:
                pairs[email] = alike[0]
    owners = list(pairs.values())
    return {email: key for email, key in pairs.items() if owners.count(key) == 1}


def _absent(rows: Sequence[PersonRow], state: State) -> dict[str, list[KnownPerson]]:
    """Whom no row names, of who has a role today or later; by the key of their name."""
    addresses = state.addresses()
    known_people = {addresses[row.email] for row in rows if row.email in addresses}
    numbers = {row.staff_number for row in rows if row.staff_number}
    current = {role.person for role in state.roles if role.lasts_on(state.today)}
    absent: dict[str, list[KnownPerson]] = defaultdict(list)
    for person in state.people:
        is_named = person.key in known_people or person.staff_number in numbers
        if person.key in current and not is_named:
            absent[name_key(person.name)].append(person)
    return absent


def _local_part(address: str) -> str:
    return address.rpartition("@")[0]
