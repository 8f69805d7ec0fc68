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

    def get_help_text(self) -> str:
        return _("Do not choose a password that many people use.")


class GuessableValidator:
    """Refuses what a guesser who knows words, keyboards and years needs too few tries for (zxcvbn):
    also long ones, such as `qwertyuiop1234` or a name with a date. The person's own name and
    address and the words of this place are known to the guesser.
    """

    LEAST_SCORE = 3  # of 0 to 4: at least 10^8 guesses
    LONGEST = 72  # characters that zxcvbn looks at; more makes it slow

    def validate(self, password: str, user: User | None = None) -> None:
        from zxcvbn import zxcvbn  # word lists of some megabytes, for who chooses a password only

        own = re.findall(r"\w+", f"{user.name} {user.email}") if user else []
        words = [*own, *sorted(LOCAL_WORDS)]
        if zxcvbn(password[: self.LONGEST], user_inputs=words)["score"] < self.LEAST_SCORE:
            raise ValidationError(
                _("This password is easy to guess. Take a few words that do not belong together."),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return _("Do not use a name, a date or keys in a row.")
