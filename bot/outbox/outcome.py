"""What an answer of Slack means for a message. Pure: error names in, one decision out."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sent:
    """Slack shows it, under this `ts` ("" for a private message, which has none to edit)."""

    ts: str = ""


@dataclass(frozen=True)
class Later:
    """Try again after some seconds; `hold` keeps the whole lane quiet (429)."""

    seconds: float
    hold: bool = False
    unsure: bool = False  # the call may have worked: a first post repeated is marked so


@dataclass(frozen=True)
class Private:
    """The bot may not post here: give it to the asker alone."""


@dataclass(frozen=True)
class Anew:
    """Our message cannot be edited any more: post a fresh one."""


@dataclass(frozen=True)
class Simpler:
    """Slack does not take these blocks: use the next simpler form.

    `everywhere`: not for this message alone, its Slack may not know such blocks yet.
    """

    everywhere: bool = False


@dataclass(frozen=True)
class Lost:
    """Nobody can be shown this any more."""

    error: str


Outcome = Sent | Later | Private | Anew | Simpler | Lost

#: chat.postMessage, chat.update, chat.postEphemeral (Slack docs, each method's Errors).
_MAY_NOT_POST = {
    "not_in_channel",
    "channel_not_found",
    "is_archived",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
    "restricted_action_thread_locked",
    "no_permission",
    "cannot_reply_to_message",
    "thread_not_found",
    "messages_tab_disabled",
    "needs_reinstall",  # ours: no token can be had; a response_url needs none
}
_CANNOT_EDIT = {
    "message_not_found",
    "cant_update_message",
    "edit_window_closed",
    "is_inactive",
    "streaming_state_conflict",
}
_UNKNOWN_FORM = {"invalid_blocks", "invalid_blocks_format"}
_TOO_LONG = {"msg_blocks_too_long", "msg_too_long"}
#: "It's possible some aspect of the operation succeeded before the error was raised."
_PERHAPS_DONE = {"fatal_error", "internal_error"}
_GIVE_UP = {
    "user_not_in_channel",
    "user_not_found",
    "user_disabled",
    "account_inactive",
    "not_installed",  # ours: the workspace has removed the bot
    "token_revoked",
    "used_url",
    "expired_url",
    "no_text",
}
_LONGEST = 60.0
_SERVER_ERROR = 500
_REFUSALS = 10  # after so many of a kind we do not know it will not be taken


def meaning(
    error: str, *, editing: bool, failures: int, status: int = 200, retry_after: float = 0.0
) -> Outcome:
    """The decision for one error name; unknown ones are tried again, ever more slowly."""
    if error == "ratelimited":
        return Later(max(retry_after, 1.0), hold=True)
    if status >= _SERVER_ERROR or error in _PERHAPS_DONE:
        return broken(failures)
    if error in _UNKNOWN_FORM | _TOO_LONG:
        return Simpler(everywhere=error in _UNKNOWN_FORM)
    if editing and error in _CANNOT_EDIT | {"channel_not_found"}:
        return Anew()
    if error in _MAY_NOT_POST:
        return Private()
    gone = error in _GIVE_UP or failures >= _REFUSALS
    return Lost(error) if gone else Later(_pause(failures))


def broken(failures: int) -> Later:
    """No answer, or none to rely on: the call may have worked. Tried until there is one."""
    return Later(_pause(failures), unsure=True)


def surprised(failures: int) -> Outcome:
    """A bug of ours, perhaps after the call had worked: tried again like that, but not for ever."""
    return Lost("a bug of ours") if failures >= _REFUSALS else broken(failures)


def _pause(failures: int) -> float:
    return float(min(2 ** min(failures, 9), _LONGEST))
