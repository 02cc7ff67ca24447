"""One thing asked on its way to whoever answers it, and the form of those who answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from bot.runs.buttons import Button
from intents.asker import Asker
from intents.reply import Reply

#: Seals the way back (a response_url) where it has to be kept; most that join need none.
Back = Callable[[], bytes | None]
NO_WAY_BACK: Back = lambda: None  # noqa: E731 -- a value, not a function of its own


@dataclass(frozen=True)
class Ask:
    """What was asked, by whom.

    Attributes:
        asker: who asks; their right to ask has been checked.
        intent: what; of the type its errand was registered for.
        delivery: Slack's own name of the request, or press; seen for the first time.
        back: seals the response_url, where it is needed.
        button: the pressed button; None where it was typed.
    """

    asker: Asker
    intent: Any
    delivery: str
    back: Back = NO_WAY_BACK
    button: Button | None = None


#: Answers one kind of intent within the caller's transaction, which is all it may do: the world
#: is asked by a workflow it starts. None = it has seen to its own messages.
Errand = Callable[[Connection, Ask], Reply | None]
