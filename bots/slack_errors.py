"""What an error from Slack means: for a message that was to be sent, and for the person who set the app up."""

from collections.abc import Mapping
from http.client import HTTPException
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryState
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bots.channel import CheckError
from intake.messages import SendError

FAULTS = (SlackClientError, OSError, HTTPException, ValueError)
"""All that a call to Slack raises; ValueError is an answer that is no JSON."""
LONGEST_PAUSE = 5.0
"""The longest pause, in seconds, that a sender sits through when Slack asks for one: meanwhile everybody waits."""
FOR_GOOD = frozenset(
    "channel_not_found not_in_channel is_archived user_not_found users_not_found user_disabled user_not_visible "
    "cannot_dm_bot messages_tab_disabled token_revoked account_inactive org_login_required team_access_not_granted "
    "msg_too_long msg_blocks_too_long no_text invalid_blocks invalid_blocks_format restricted_action "
    "restricted_action_read_only_channel restricted_action_thread_only_channel cannot_reply_to_message thread_not_found "
    "slack_connect_file_upload_sharing_blocked file_uploads_disabled".split()
)
GONE = frozenset("user_disabled user_not_found users_not_found".split())
"""The person's account was closed: nothing can be sent there any more."""
REFUSED_TOKEN = frozenset("invalid_auth not_authed token_revoked token_expired account_inactive".split())


class PatientRetries(RateLimitErrorRetryHandler):
    """Waits when Slack asks for a pause; one longer than `LONGEST_PAUSE` goes back to the outbox."""

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        limited = super()._can_retry(state=state, request=request, response=response, error=error)
        return limited and response is not None and (_pause(response.headers) or 0) <= LONGEST_PAUSE


def code_of(error: Exception) -> str:
    """Slack's own name for an error ("channel_not_found"), or ""."""
    if not isinstance(error, SlackApiError):
        return ""
    return str(_answer(error).get("error") or "")


def send_error(error: Exception) -> SendError:
    """The same error as the outbox understands it. A token that the operator has to mend lets the message wait."""
    code = code_of(error)
    if isinstance(error, SlackApiError):
        pause = _pause(getattr(error.response, "headers", None) or {})
        words = f"Slack says {short(error)}"
        return SendError(words, permanent=code in FOR_GOOD, retry_after=pause, gone=code in GONE)
    return SendError(f"Slack cannot be reached: {short(error)}", permanent=False)


def check_error(error: Exception, *, token: str, server: str) -> CheckError:
    """One sentence for the operator. `token` is the name of the setting that was used."""
    code = code_of(error)
    if code in REFUSED_TOKEN:
        return CheckError(
            f"Slack refuses {token} ({code}): copy it again from the app's page, or install the app again."
        )
    if code == "not_allowed_token_type":
        return CheckError(
            f"Slack says that {token} is a token of another kind: bot tokens begin xoxb-, app tokens xapp-."
        )
    if code == "missing_scope":
        needed = _answer(error).get("needed", "") if isinstance(error, SlackApiError) else ""
        return CheckError(f"The token {token} lacks a scope that Slack asks for: {needed}.")
    if isinstance(error, SlackApiError) and code:
        return CheckError(f"Slack answers with an error: {short(error)}.")
    return CheckError(f"Slack cannot be reached at {server} ({short(error)}): check the network and slack.base_url.")


def short(error: Exception) -> str:
    """The error on one line, without an answer's body: that may hold people's words."""
    if isinstance(error, SlackApiError):
        status = getattr(error.response, "status_code", "")
        code = code_of(error)
        return code if code and " " not in code else f"HTTP {status}"
    return " ".join(str(error).split())[:200] or type(error).__name__


def _answer(error: SlackApiError) -> Mapping[str, Any]:
    data = getattr(error.response, "data", error.response)
    return data if isinstance(data, Mapping) else {}


def _pause(headers: Mapping[str, Any]) -> float | None:
    """The seconds that a Retry-After header asks for, or None."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            try:
                return float(value[0] if isinstance(value, list) else value)
            except ValueError:
                return None
    return None
