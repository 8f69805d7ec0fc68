"""What axe does not see, and how a page is looked at in every width and colour scheme."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from playwright.sync_api import Page

from tests.audit import FAULTS

View = tuple[int, Literal["light", "dark"]]
ALL_VIEWS: tuple[View, ...] = ((320, "light"), (320, "dark"), (1280, "light"), (1280, "dark"))
SMALLEST_TARGET = 44  # CSS pixels

RADIOS_OUTSIDE_A_GROUP = """
() => [...document.querySelectorAll("input[type=radio]")]
  .filter((radio) => !radio.closest("fieldset")?.querySelector("legend")?.textContent.trim())
  .map((radio) => radio.name)
"""
SMALL_TARGETS = """
(least) => [...document.querySelectorAll(
  ".igm-answer, main .utrecht-button, main .utrecht-button-link")]
  .filter((one) => one.checkVisibility())
  .map((one) => [
    one.textContent.trim().slice(0, 30), Math.round(one.getBoundingClientRect().height)])
  .filter(([, height]) => height < least)
"""
SHOWN_THOUGH_HIDDEN = """
() => [...document.querySelectorAll("[hidden]")]
  .filter((one) => one.checkVisibility())
  .map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 30)}`)
"""
# WCAG 1.4.12; by a style sheet of the document, which the content policy does not see.
TEXT_SPACING = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { letter-spacing: .12em !important; word-spacing: .16em !important;
    line-height: 1.5 !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}
"""
WIDTH = "() => document.documentElement.scrollWidth"
HEADINGS = "() => document.querySelectorAll('h1').length"
LANGUAGE = "() => [document.documentElement.lang, document.documentElement.dir]"
ORDER = (
    "() => [...document.querySelectorAll('[tabindex]')].filter((one) => one.tabIndex > 0).length"
)

# What of a question stands below the screen, or below the buttons at its foot.
COVERED = """
() => {
  const bar = document.querySelector("[data-save-url] .igm-actions").getBoundingClientRect();
  const rows = [...document.querySelectorAll(".igm-question__legend, .igm-answer")];
  const low = rows.filter((row) => row.getBoundingClientRect().bottom > bar.top);
  return bar.bottom > innerHeight ? ["buttons"] : low.map((row) => row.textContent.trim());
}
"""

# The element with the focus: whether it has an outline (a link that covers a whole row draws it
# around that row), is in sight (of what is larger than the screen a part), and has nothing over it.
FOCUSED = """
() => {
  const outlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const row = one.closest(".igm-answer") ?? one;
  const box = row.getBoundingClientRect();
  const x = box.left + box.width / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const top = document.elementFromPoint(x, y);
  return {
    name: `${one.tagName} ${one.name || one.textContent.trim().slice(0, 30)}`,
    outlined: outlined(getComputedStyle(row)) || outlined(getComputedStyle(one, "::after")),
    seen: (box.height > innerHeight ? box.top < innerHeight && box.bottom > 0
      : box.top >= 0 && box.bottom <= innerHeight) && box.left >= -1 && box.right <= innerWidth + 1,
    free: top !== null && (row.contains(top) || top.contains(row)),
  };
}
"""


def faults_of(
    page: Page, axe: Callable[[Page], None], *, language: str, views: Iterable[View] = ALL_VIEWS
) -> Iterator[str]:
    """Everything that is wrong with this page, in each view."""
    for width, scheme in views:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        try:
            axe(page)
        except AssertionError as fault:
            yield f"{width} px, {scheme}: {fault}"
        for line in page.evaluate(FAULTS):
            yield f"{page.url} at {width} px, {scheme}: {line}"
    yield from _beyond_axe(page, language)


def _beyond_axe(page: Page, language: str) -> Iterator[str]:
    if names := page.evaluate(RADIOS_OUTSIDE_A_GROUP):
        yield f"{page.url}: radio buttons without fieldset and legend: {names}"
    if small := page.evaluate(SMALL_TARGETS, SMALLEST_TARGET):
        yield f"{page.url}: smaller than {SMALLEST_TARGET} px: {small}"
    if shown := page.evaluate(SHOWN_THOUGH_HIDDEN):
        yield f"{page.url}: marked hidden and yet shown: {shown}"
    if page.evaluate(HEADINGS) != 1:
        yield f"{page.url}: not one h1"
    if page.evaluate(ORDER):
        yield f"{page.url}: a tabindex above 0 changes the order of the focus"
    if page.evaluate(LANGUAGE) != [language, "ltr"]:
        yield f"{page.url}: language is {page.evaluate(LANGUAGE)}"


def walk(page: Page, most: int = 200) -> list[str]:
    """Tab through a page from its beginning; returns what is wrong with any place of the focus."""
    wrong = []
    for _step in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        wrong += [
            f"{focused['name']} is not {what}"
            for what in ("outlined", "seen", "free")
            if not focused[what]
        ]
    return wrong
