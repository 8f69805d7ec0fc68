"""A walk on which every page and every paper is put before all judges."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.audit import judges
from tests.audit.chromium import Chromium
from tests.audit.findings import Finding
from tests.audit.walk import DESK, HEIGHT, PHONE, VARIABLE, Walk

# The addresses of papers on a page; a paper behind a button has what its form sends along.
PAPERS = r"""
() => {
  const ends = /\/(pdf|blad|leeg|papier|plan|proef|kaartjes|brieven|bestand)\/$/;
  const paper = (address) => {
    const { origin, pathname } = new URL(address);
    return origin === location.origin && ends.test(pathname);
  };
  const links = [...document.querySelectorAll("a[href]")].map((link) => [link.href, null]);
  const buttons = [...document.querySelectorAll("button[type=submit]")]
    .filter(({ form }) => form?.method === "post")
    .map((button) => [
      new URL(button.getAttribute("formaction") ?? button.form.getAttribute("action"), location),
      Object.fromEntries(new FormData(button.form, button)),
    ])
    .map(([{ href }, content]) => [href, content]);
  return [...links, ...buttons].filter(([address]) => paper(address));
}
"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found, and the pages and papers that judges of files read afterwards, each with
    the name under which it is reported.
    """

    folder: Path
    findings: list[Finding] = field(default_factory=list)
    pages: dict[Path, str] = field(default_factory=dict)
    papers: dict[Path, str] = field(default_factory=dict)


class JudgedWalk(Walk):
    """One person in Chromium."""

    browser: Chromium

    def __init__(
        self,
        browser: Chromium,
        site: str,
        folder: Path,
        person: str,
        *,
        evidence: Evidence,
        lighthouse: judges.Lighthouse,
    ) -> None:
        super().__init__(browser, site, folder, person)
        self._evidence, self._lighthouse = evidence, lighthouse
        self._scripts = judges.scripts()
        self._known = set[str]()

    def look(self, name: str) -> None:
        super().look(name)
        where = f"{self.person}, {name}"
        self._keep(self._evidence.pages, self.browser.served(), "html", where)
        # Below a bar that stays in sight a target looks too small, though it scrolls free of it.
        self.whole(PHONE)
        self._evidence.findings.extend(self._lighthouse.judge(self.browser.url, where))
        self.browser.resize(PHONE, HEIGHT)
        for address, content in self.browser.script(PAPERS):
            self._read(address, content)

    def keep(self, name: str, width: int) -> None:
        """Ask the judges in the page. WebKit makes the pictures; here what they say is kept."""
        if not self.browser.script("() => 'HTMLCS' in window"):
            self.browser.page.evaluate(self._scripts)
        where = f"{self.person}, {name}, {width} px"
        for judge in judges.IN_THE_PAGE:
            if judge.sees_colours or width == DESK:
                for rule, text, element in self.browser.script(judge.function):
                    self._evidence.findings.append(Finding(judge.name, rule, text, where, element))

    def _read(self, address: str, content: Mapping[str, str] | None) -> None:
        """Keep a paper; of those that differ by a number or a name only, the first."""
        kind = VARIABLE.sub("*", address).removeprefix(VARIABLE.sub("*", self.site))
        kind += (content or {}).get("kind", "")
        if kind in self._known:
            return
        self._known.add(kind)
        request = self.browser.context.request
        answer = (
            request.get(address) if content is None else request.post(address, form=dict(content))
        )
        if answer.headers.get("content-type") == "application/pdf":
            where = f"{self.person}, {kind}"
            self._keep(self._evidence.papers, answer.body(), "pdf", where)

    def _keep(self, kept: dict[Path, str], content: bytes, ending: str, where: str) -> None:
        name = re.sub(r"\W+", "-", where)
        file = self._evidence.folder / f"{len(kept):03}-{name}.{ending}"
        file.write_bytes(content)
        kept[file.absolute()] = where
