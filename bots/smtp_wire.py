"""One SMTP connection, encrypted and logged in, and what it means when there is none."""

import smtplib
import ssl

from bots.mail_server import MailServer, oauth_answer
from bots.mail_token import AccessToken, TokenRefused
from bots.smtp_answers import refusal

_PORTS = {"tls": 465, "starttls": 587, "none": 25}


def connect(server: MailServer, own_name: str) -> smtplib.SMTP:
    """A connection that is ready for letters. `own_name` is how we greet. Raises OSError or SMTPException."""
    port = server.port or _PORTS[server.security]
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, port, local_hostname=own_name, timeout=server.timeout, context=server.context()
        )
    else:
        connection = smtplib.SMTP(server.host, port, local_hostname=own_name, timeout=server.timeout)
    try:
        if server.security == "starttls":
            connection.starttls(context=server.context())
        connection.ehlo_or_helo_if_needed()
        _log_in(connection, server)
    except BaseException as error:
        if isinstance(error, smtplib.SMTPAuthenticationError) and isinstance(server.token, AccessToken):
            server.token.forget()
        connection.close()
        raise
    return connection


def explained(error: Exception, server: MailServer) -> str:
    """One sentence on why there is no connection, with what to do about it."""
    where = f"{server.host}:{server.port or _PORTS[server.security]}"
    match error:
        case TokenRefused():
            return str(error)
        case smtplib.SMTPAuthenticationError() if server.token is not None:
            return (
                f"The mail server {where} refused the token: check smtp.user, that this user gave the consent ([oauth]), "
                "and in Microsoft 365 that authenticated SMTP is on for the mailbox."
            )
        case smtplib.SMTPAuthenticationError():
            return f"The mail server {where} refused the log-in: check user and password (smtp.user, smtp.password)."
        case smtplib.SMTPNotSupportedError():
            return (
                f"The mail server {where} does not offer what the settings ask for: check smtp.security and smtp.user."
            )
        case ssl.SSLCertVerificationError():
            return f"The certificate of {where} cannot be trusted ({error.verify_message}): check smtp.host."
        case ssl.SSLError():
            return f"Encryption with {where} failed: check smtp.security and smtp.port."
        case smtplib.SMTPConnectError() | smtplib.SMTPHeloError():
            return (
                f"The mail server {where} turned us away: {refusal(error.smtp_code, error.smtp_error, stage='sender')}."
            )
        case smtplib.SMTPServerDisconnected():
            return f"The mail server {where} closed the connection."
        case FileNotFoundError():
            return f"The certificate file for {where} is not there: check smtp.certificate."
        case TimeoutError():
            return f"The mail server {where} does not answer: check smtp.host and smtp.port, and the network."
        case UnicodeError():
            return f"The mail server {where} cannot read the user or password: check smtp.user and smtp.password."
        case OSError():
            reason = error.strerror or type(error).__name__
            return f"The mail server {where} cannot be reached ({reason}): check smtp.host and smtp.port."
        case _:
            return f"The mail server {where} answered something unexpected ({type(error).__name__})."


def _log_in(connection: smtplib.SMTP, server: MailServer) -> None:
    if not server.user:
        return
    if server.token is None:
        connection.login(server.user, server.password)
        return
    answers = [oauth_answer(server.user, server.token())]

    def answer(challenge: bytes | None = None) -> str:
        # A refusal comes as a challenge that holds the error; an empty answer lets the server say 535.
        return answers.pop() if answers else ""

    connection.auth("XOAUTH2", answer)
