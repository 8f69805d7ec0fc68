"""Scanners that attack the demo as several people at once signed in: Wapiti walks and attacks every
form and address it finds, sqlmap tries the addresses and forms that take a text.

There is no third for an API: the portal has none, and what its scripts ask are pages and two small
answers (`saved`, `enough`) that Wapiti comes by.
"""

import http.cookiejar
import json
import re
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tests.audit import packages
from tests.audit.findings import Finding

PEOPLE: Final = {
    "visitor": "",
    "klantmanager": "klantmanager@zandstad.example",
    "manager": "teammanager@zandstad.example",
    "hr": "hr@zandstad.example",
    "administrator": "beheerder@zandstad.example",
}
ADDRESSES: Final = {
    "visitor": ("/account/aanmelden/", "/meedoen/", "/account/wachtwoord/vergeten/"),
    "administrator": (
        "/zandstad/mensen/?q=a&role=employee&former=on&page=1",
        "/zandstad/logboek/?action=&q=a&page=1",
    ),
    "hr": ("/zandstad/exporteren/?wave=1", "/zandstad/beeld/verloop/?facet=a"),
}
MODULES: Final = "common,-ssrf,-ssl,crlf,csrf,ldap,methods,timesql"
"""All that stay on this machine; `ssl` and the flag Secure have nothing to look at over http."""
CRAWL, ATTACK, ADDRESS = 90, 45, 120
"""Seconds per person for finding, per module for attacking, and per address of sqlmap."""
LEAVES: Final = ("/account/afmelden/", "/demo/")
INJECTION = re.compile(r"^Parameter: (.+)$", re.MULTILINE)


def findings_of(site: str, folder: Path, wanted: Sequence[str]) -> Iterator[Finding]:
    """What both report, of each of these people."""
    python = packages.scanners()
    for person, account in PEOPLE.items():
        if wanted and person not in wanted:
            continue
        cookies = _cookies(site, account)
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        yield from _wapiti(python, site, cookie, folder / f"{person}.json", person)
        for address in ADDRESSES.get(person, ()):
            yield from _sqlmap(python, site + address, cookie, folder, person)


def _cookies(site: str, account: str) -> Mapping[str, str]:
    """Those of a browser that signed in by the button of the demo."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = opener.open(f"{site}/demo/", timeout=60).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if account and token:
        data = {"csrfmiddlewaretoken": token[1], "account": account}
        opener.open(f"{site}/demo/", urllib.parse.urlencode(data).encode(), timeout=60)
    return {cookie.name: cookie.value or "" for cookie in jar}


def _wapiti(python: Path, site: str, cookie: str, file: Path, person: str) -> Iterator[Finding]:
    start = f"{site}/zandstad/" if PEOPLE[person] else f"{site}/account/aanmelden/"
    command = [
        *(str(python.parent / "wapiti"), "--url", start, "--scope", "domain", "--flush-session"),
        *("--cookie-value", cookie, "--module", MODULES, "--format", "json", "--output", str(file)),
        *("--max-scan-time", str(CRAWL), "--max-attack-time", str(ATTACK), "--timeout", "20"),
        *("--store-session", str(file.parent / "session"), "--no-bugreport", "--verbose", "0"),
        *(part for address in LEAVES for part in ("--exclude", f"{site}{address}*")),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=40 * 60)
    report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    crawled = report["infos"]["crawled_pages_nbr"]
    print(f"{person}: Wapiti attacked {crawled} pages", flush=True)
    if crawled < 2:
        yield Finding("Wapiti", "nothing seen", "no page but the first was found", person, start)
    for kind in ("vulnerabilities", "anomalies"):
        for rule, found in report[kind].items():
            for one in found:
                where = f"{one['method']} {one['path']} {one.get('parameter') or ''}"
                yield Finding("Wapiti", rule, one["info"], person, where)


def _sqlmap(python: Path, url: str, cookie: str, folder: Path, person: str) -> Iterator[Finding]:
    command = [
        *(str(python.parent / "sqlmap"), "--url", url, "--cookie", cookie, "--batch", "--forms"),
        *("--crawl=0", "--level=2", "--risk=2", "--technique=BEUS", "--timeout=20", "--retries=1"),
        *("--csrf-token=csrfmiddlewaretoken", "--ignore-code=*", "--flush-session"),
        f"--time-limit={ADDRESS}",
        f"--output-dir={folder / 'sqlmap'}",
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=ADDRESS + 60
    )
    if "testing" not in done.stdout:
        yield Finding("sqlmap", "nothing tested", done.stdout[-300:], person, url)
    for parameter in INJECTION.findall(done.stdout):
        yield Finding("sqlmap", "SQL injection", parameter, person, url)
