"""Log-ins by OAuth2, as the two large mail providers want them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from askline.config import OauthSettings
from askline.settings_file import SettingsError

if TYPE_CHECKING:
    from bots.mail_token import AccessToken

KEPT = "oauth-refresh-token.json"
GOOGLE_SCOPE = "https://mail.google.com/"
# One resource, so one token is good for both servers: https://learn.microsoft.com/exchange/client-developer/legacy-protocols/
MICROSOFT_SCOPE = "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access"
MICROSOFT_OWN_SCOPE = "https://outlook.office365.com/.default"


def microsoft(tenant: str, what: str) -> str:
    """An address of Microsoft's identity platform for one directory: `what` is token, devicecode or authorize."""
    return f"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/{what}"


def access_token(settings: OauthSettings, home: Path) -> "AccessToken | None":
    """What fetches tokens for the mailbox; None when passwords are used. Nothing is asked for yet. Raises SettingsError."""
    if not settings.provider:
        return None
    from bots.mail_token import AccessToken

    refresh_token = settings.refresh_token.get_secret_value()
    if not settings.client_id:
        raise SettingsError(
            "oauth.provider is set, so oauth.client_id is needed: docs/mail.md says where it comes from."
        )
    if settings.provider == "google" and not refresh_token:
        raise SettingsError("Google needs oauth.refresh_token: `askline mail consent` gets one.")
    try:
        return AccessToken(
            token_url(settings),
            client_id=settings.client_id,
            client_secret=settings.client_secret.get_secret_value(),
            refresh_token=refresh_token,
            scope=_scope(settings, by_itself=not refresh_token),
            kept_in=home / KEPT,
        )
    except ValueError as error:
        raise SettingsError(f"The settings of oauth cannot be used: {error}.") from error


def token_url(settings: OauthSettings) -> str:
    """Where tokens are given out. Raises SettingsError when another provider's address is not set."""
    if settings.token_url:
        return settings.token_url
    if settings.provider == "other":
        raise SettingsError("oauth.provider is other, so oauth.token_url is needed: your mail provider says which.")
    return (
        "https://oauth2.googleapis.com/token" if settings.provider == "google" else microsoft(settings.tenant, "token")
    )


def consent(settings: OauthSettings, say: Callable[[str], None]) -> str:
    """A refresh token, once the mailbox's owner has consented to it; `say` gets what that person has to do.

    Raises SettingsError, and TokenRefused when there is none to be had.
    """
    from bots.mail_consent import by_browser, by_code

    if not settings.provider or not settings.client_id:
        raise SettingsError("Set oauth.provider and oauth.client_id first: docs/mail.md says where they come from.")
    secret = settings.client_secret.get_secret_value()
    if settings.provider == "google":
        where = ("https://accounts.google.com/o/oauth2/v2/auth", token_url(settings))
        return by_browser(*where, client_id=settings.client_id, client_secret=secret, scope=GOOGLE_SCOPE, say=say)
    url = token_url(settings)
    scope = _scope(settings, by_itself=False)
    return by_code(
        f"{url.removesuffix('/token')}/devicecode",
        url,
        client_id=settings.client_id,
        client_secret=secret,
        scope=scope,
        say=say,
    )


def _scope(settings: OauthSettings, *, by_itself: bool) -> str:
    if settings.scope or settings.provider != "microsoft":
        return settings.scope
    return MICROSOFT_OWN_SCOPE if by_itself else MICROSOFT_SCOPE
