"""The demands on a password, in the words of this site: Django's address the reader formally."""

from django.contrib.auth import password_validation as django
from django.utils.translation import gettext as _


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
    def get_error_message(self) -> str:
        return _("Many people use this password, so it is easy to guess. Choose another one.")

    def get_help_text(self) -> str:
        return _("Do not choose a password that many people use.")
