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
    """This workspace's Slack does not know these blocks: use the next simpler form."""


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
}
_CANNOT_EDIT = {
    "message_not_found",
    "cant_update_message",
    "edit_window_closed",
    "is_inactive",
    "streaming_state_conflict",
}
_FORM = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}
_GIVE_UP = {
    "user_not_in_channel",
    "user_not_found",
    "user_disabled",
    "account_inactive",
    "token_revoked",
    "used_url",
    "expired_url",
    "no_text",
}
_LONGEST = 60.0


def meaning(error: str, *, editing: bool, failures: int, retry_after: float = 0.0) -> Outcome:
    """The decision for one error name; unknown ones are tried again, ever more slowly."""
    if error == "ratelimited":
        return Later(max(retry_after, 1.0), hold=True)
    if error in _FORM:
        return Simpler()
    if editing and error in _CANNOT_EDIT | {"channel_not_found"}:
        return Anew()
    if error in _MAY_NOT_POST:
        return Private()
    if error in _GIVE_UP:
        return Lost(error)
    return Later(min(2.0**failures, _LONGEST), unsure=True)
