"""The demands on a password, in the words of this site: Django's address the reader formally."""

import re

from django.contrib.auth import password_validation as django
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from igm_portal.accounts.models import User

# Words that people here put a year behind; Django's list of known passwords lacks them.
LOCAL_WORDS = frozenset(
    {"welkom", "wachtwoord", "gemeente", "portaal", "geheim", "inloggen", "thuiswerken", "vakantie"}
    | {"nederland", "amsterdam", "lente", "zomer", "herfst", "winter", "voorjaar", "najaar"}
    | {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september"}
    | {"oktober", "november", "december", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"}
)


class SimilarityValidator(django.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("This password is too much like your e-mail address.")

    def get_help_text(self) -> str:
        return _("Choose something that does not look like your e-mail address.")


class LengthValidator(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("This password is too short: use at least %(least)s characters.") % {
            "least": self.min_length
        }

    def get_help_text(self) -> str:
        return _(
            "Use at least %(least)s characters. A few words in a row are easy to remember."
        ) % {"least": self.min_length}


class CommonPasswordValidator(django.CommonPasswordValidator):
    """Refuses also a known word that only digits and signs, or itself once more, make long enough:
    a guesser tries those first. Several words in a row are left alone.
    """

    def validate(self, password: str, user: User | None = None) -> None:
        super().validate(password, user)
        words = set(re.findall(r"[^\W\d_]+", password.casefold()))
        if len(words) == 1 and words <= self.passwords | LOCAL_WORDS:
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        return _("Many people use this password, so it is easy to guess. Choose another one.")


class GuessableValidator(CommonPasswordValidator):
    """Refuses also what a guesser who knows words, keyboards and years needs few tries for (zxcvbn,
    ADR 60), such as a name with a date or keys in a row. The person's own name and address and
    the words of this place are known to that guesser.
    """

    LEAST_GUESSES = 10**9  # the name of a municipality with a year and two signs takes 10^8
    LONGEST = 72  # characters; more makes zxcvbn slow

    def validate(self, password: str, user: User | None = None) -> None:
        super().validate(password, user)
        from zxcvbn import zxcvbn  # word lists of some megabytes, for who chooses a password only

        own = re.findall(r"\w+", f"{user.name} {user.email}") if user else []
        words = [*own, *sorted(LOCAL_WORDS)]
        guesses = zxcvbn(password[: self.LONGEST], user_inputs=words)["guesses"]
        if guesses < self.LEAST_GUESSES:
            raise ValidationError(
                _("This password is easy to guess. Take a few words that do not belong together."),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return _("No name, no date, no keys in a row and no password that many people use.")
