"""In which language somebody reads the questions, and how a page marks words of that language.

The buttons around the questions follow the interface; a questionnaire may speak more languages
than the interface does.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from surveys.instruments import loader
from surveys.instruments.languages.shared import shared_texts
from surveys.instruments.languages.tag import BASE, direction, html_language
from surveys.instruments.model import Instrument
from surveys.models import Wave

LANGUAGE_COOKIE = "igm_language"
BASE_NAME = "Nederlands"


@dataclass(frozen=True, slots=True)
class Reading:
    """A questionnaire in one language, for one page."""

    language: str
    instrument: Instrument

    @property
    def marks(self) -> SafeString:
        """Attributes for an element that speaks this language; empty when the page does too."""
        tag = html_language(self.language)
        return SafeString("") if tag == html_language(_interface()) else marks(self.language)

    @property
    def behaviour(self) -> SafeString:
        """The name of the behaviour, for inside a sentence of the page."""
        return format_html("<span{}>{}</span>", self.marks, self.instrument.behaviour.name)


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """One of the languages to choose from, by the name its speakers give it."""

    tag: str
    name: str
    current: bool

    @property
    def marks(self) -> SafeString:
        return marks(self.tag)


def marks(language: str) -> SafeString:
    """` lang="ar" dir="rtl"`."""
    return format_html(' lang="{}" dir="{}"', html_language(language), direction(language))


def interface_marks() -> SafeString:
    """The marks of what the page itself says, for inside words of another language."""
    return marks(_interface())


def reading_of(request: HttpRequest, wave: Wave, before: str | None = None) -> Reading:
    """The wave's questionnaire in the language of this reader: as chosen in this browser, else the
    one of `before`, else that of the interface, else Dutch.
    """
    wishes = (request.COOKIES.get(LANGUAGE_COOKIE), before, _interface())
    language = first_spoken(wishes, wave.languages)
    return Reading(language, wave.questionnaire_in(language))


def answered_in(request: HttpRequest, wave: Wave) -> Reading:
    """The questionnaire as it was read when these answers were posted; every page tells its own
    language.
    """
    wishes = (request.POST.get("language"), request.COOKIES.get(LANGUAGE_COOKIE), _interface())
    language = first_spoken(wishes, wave.languages)
    return Reading(language, wave.questionnaire_in(language))


def first_spoken(wishes: Iterable[str | None], languages: tuple[str, ...]) -> str:
    """The first wish that can be met; Dutch when none can."""
    return next((wish for wish in wishes if wish in languages), BASE)


def choices(wave: Wave, current: str) -> tuple[LanguageChoice, ...]:
    """The languages of a launched wave; a single one leaves nothing to choose."""
    names = dict(wave.launched.texts.values_list("language", "name"))
    return offered({tag: names.get(tag, BASE_NAME) for tag in wave.languages}, current)


def interface_choices() -> tuple[LanguageChoice, ...]:
    """The languages of the buttons, for a page that does not know its questions yet."""
    return offered({tag: _own_name(tag) for tag, _name in settings.LANGUAGES}, _interface())


def _own_name(tag: str) -> str:
    return (
        BASE_NAME if tag == BASE else shared_texts(loader.DEFINITIONS / f"scales.{tag}.yaml").name
    )


def interface_for(language: str) -> str | None:
    """The language of the buttons around questions in this one; None where there is none."""
    languages = dict(settings.LANGUAGES)
    return next((tag for tag in (language, html_language(language)) if tag in languages), None)


def remember_language(response: HttpResponse, language: str) -> None:
    """Let this browser speak a language as long as it is open, in questions and buttons."""
    wishes = {LANGUAGE_COOKIE: language, settings.LANGUAGE_COOKIE_NAME: interface_for(language)}
    for name, value in wishes.items():
        if value:
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(name, value, secure=secure, httponly=True, samesite="Lax")


def offered(names: dict[str, str], current: str) -> tuple[LanguageChoice, ...]:
    """A choice for each of these names by language, in the same order on every page: as the
    interface lists them, then the others.
    """
    places = [tag for tag, _name in settings.LANGUAGES]
    tags = sorted(names, key=lambda tag: places.index(tag) if tag in places else len(places))
    return tuple(LanguageChoice(tag, names[tag], tag == current) for tag in tags)


def _interface() -> str:
    return get_language() or BASE
