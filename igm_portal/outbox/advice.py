"""What somebody who sets up the mail can do about a fault, in plain Dutch."""

import ssl
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)
from socket import gaierror

from igm_portal.outbox.tokens import TokenFault

# Codes of Entra ID: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
_TOKEN = {
    "AADSTS7000215": "IGM_MAIL_OAUTH_SECRET klopt niet. Neem de waarde van het clientgeheim, niet "
    "het id ervan.",
    "AADSTS7000222": "Het clientgeheim is verlopen. Maak in Entra een nieuw.",
    "AADSTS700016": "Deze toepassing bestaat niet in deze tenant: kijk IGM_MAIL_OAUTH_CLIENT en "
    "IGM_MAIL_OAUTH_TENANT na.",
    "AADSTS90002": "Deze tenant bestaat niet: kijk IGM_MAIL_OAUTH_TENANT na.",
    "AADSTS70011": "IGM_MAIL_OAUTH_SCOPE klopt niet.",
}
_SIGN_IN = {
    "5.7.139": "Aanmelden met SMTP staat uit voor de organisatie of voor deze postbus (Exchange: "
    "SmtpClientAuthenticationDisabled).",
    "5.7.30": "Deze server wil geen wachtwoord meer, maar OAuth2 (IGM_MAIL_OAUTH_CLIENT en wat "
    "daarbij hoort).",
}


def advice(fault: Exception, *, oauth: bool) -> str:
    """One or two sentences about a fault of a mail server; `oauth`: whether we sign in with a
    token.
    """
    match fault:
        case TokenFault():
            return _about_token(fault.code)
        case SMTPAuthenticationError():
            return _about_sign_in(fault, oauth=oauth)
        case SMTPNotSupportedError():
            return (
                "De mailserver biedt deze manier van aanmelden of STARTTLS niet aan. Kijk na: "
                "de poort, IGM_MAIL_TLS, IGM_MAIL_SSL, en of er een naam en wachtwoord nodig zijn."
            )
        case SMTPSenderRefused():
            return "De mailserver wil deze afzender niet (IGM_MAIL_FROM), of wil dat wij aanmelden."
        case SMTPRecipientsRefused():
            return (
                "De mailserver wil dit adres niet. Is dat een fout 5.7, dan geeft hij geen mail "
                "van ons door: laat het adres van deze machine toe, of meld aan met een naam."
            )
        case ssl.SSLCertVerificationError():
            return (
                "Het certificaat van de mailserver klopt niet voor deze naam, of komt van een "
                "uitgever die deze machine niet kent. Gebruik de naam uit het certificaat."
            )
        case ssl.SSLError() | SMTPServerDisconnected():
            return (
                "De mailserver hing op, of spreekt hier geen TLS: poort 465 hoort bij "
                "IGM_MAIL_SSL, poort 587 bij IGM_MAIL_TLS."
            )
        case SMTPDataError():
            return (
                "De mailserver nam de tekst van de mail niet aan. Bij een fout 5.2.252 mag de "
                "postbus van IGM_MAIL_USER niet versturen als IGM_MAIL_FROM."
            )
        case SMTPResponseException():
            return "De mailserver wil nu niets van ons aannemen; de code zegt waarom."
        case gaierror():
            return "Deze naam bestaat niet (IGM_MAIL_HOST), of de machine kan geen namen opzoeken."
        case UnicodeError():
            return (
                "In IGM_MAIL_USER, IGM_MAIL_PASSWORD of IGM_MAIL_HOST staan tekens die niet kunnen."
            )
        case ConnectionRefusedError():
            return "Op deze poort luistert niets: kijk IGM_MAIL_HOST en IGM_MAIL_PORT na."
        case _:
            return "De mailserver is vanaf deze machine niet bereikbaar; een firewall misschien."


def _about_token(code: str) -> str:
    texts = [text for number, text in _TOKEN.items() if code.endswith(number)]
    if texts:
        return texts[0]
    if code[:1].isdigit():
        return (
            "De server die tokens uitgeeft, weigert. Kijk tenant, toepassings-id, clientgeheim en "
            "IGM_MAIL_OAUTH_SCOPE na."
        )
    return (
        "De server die tokens uitgeeft, is niet bereikbaar of antwoordt iets anders: kijk "
        "IGM_MAIL_OAUTH_URL na, en of deze machine daar met https bij kan."
    )


def _about_sign_in(fault: SMTPAuthenticationError, *, oauth: bool) -> str:
    words = fault.smtp_error
    words = words.decode(errors="replace") if isinstance(words, bytes) else words
    texts = [text for code, text in _SIGN_IN.items() if words.startswith(f"{code} ")]
    if texts:
        return texts[0]
    if oauth:
        return (
            "Het token is goed, maar de mailserver laat ons niet in deze postbus. Heeft de "
            "toepassing SMTP.SendAsApp, met toestemming van een beheerder, en de rechten op de "
            "postbus van IGM_MAIL_USER? Nieuwe rechten werken soms pas na een half uur."
        )
    return "Naam of wachtwoord klopt niet: kijk IGM_MAIL_USER en IGM_MAIL_PASSWORD na."
