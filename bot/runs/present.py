"""A run's state → the messages that should show it. Rendering is pure; this writes the wanting."""

import logging
from functools import partial
from typing import Any

from sqlalchemy import Connection, select

from bot.outbox.wanted import Spot, spots, want
from bot.runs import buttons
from bot.runs.rows import Run
from bot.store.tables import messages
from bot.views.anchor import anchor
from bot.views.limits import valid
from bot.views.message import Button, Message, Payload, bound
from bot.views.private import private
from bot.views.steps import steps
from intents.reply import Progress, Reply

log = logging.getLogger(__name__)

ANCHOR = "anchor"
_STEP = "step:"
_APART = 1e-4  # seconds between two messages wanted together

#: The forms of one message: rich first; the outbox picks what the place and Slack allow.
Forms = dict[str, Message]


def show(conn: Connection, run: Run, now: float) -> None:
    """Want every message of this run as the run stands now, wherever it is shown."""
    for spot in spots(conn, run.receipt, ANCHOR):
        place(conn, run, spot, now)


def place(conn: Connection, run: Run, spot: Spot, now: float) -> None:
    """Want the run's anchor in one place, and below it what needs a person."""
    name = want(conn, spot, partial(_payload, conn, spot, _anchor(run, spot)), now=now,
                urgent=not run.open)  # fmt: skip
    if not run.report or spot.reader:
        return
    drawn = steps(run.report, posted=_posted(conn, name), looking=run.looking, again=run.intent)
    for place_in_thread, (key, message) in enumerate(drawn, 1):
        below = Spot(spot.tenant, spot.run, _STEP + key, spot.channel, spot.thread, under=name)
        render = partial(_payload, conn, below, {"plan": message})
        # The outbox sends in the order of `now`: worst first, as the view has them.
        want(conn, below, render, now=now + place_in_thread * _APART, urgent=True)


def whisper(conn: Connection, spot: Spot, reply: Reply, now: float) -> None:
    """Want one private message for one reader."""
    want(conn, spot, partial(_payload, conn, spot, {"plan": private(reply)}), now=now, urgent=True)


def post(
    conn: Connection, spot: Spot, message: Message, now: float, *, passing: bool = False
) -> str:
    """Want one message that is not a run's; returns its id. The same spot wants it changed.

    `passing`: something else will stand there in a moment; a private one waits for that.
    """
    render = partial(_payload, conn, spot, {"plan": message, "private": message})
    return want(conn, spot, render, now=now, urgent=not passing)


def payload(conn: Connection, spot: Spot, message: Message) -> Payload:
    """A message to send at once, its buttons written down."""
    return _payload(conn, spot, {"plan": message}, "", 0)


def _anchor(run: Run, spot: Spot) -> Forms:
    by, again = run.asker.person.user, run.intent
    state = run.report or Progress.model_validate(
        {"org": run.org, "receipt": run.receipt, "stage": run.stage}
    )
    return {
        "plan": anchor(state, plan=True, asked_by=by, again=again),
        "classic": anchor(state, plan=False, asked_by=by, again=again),
        "private": private(state, invite=not spot.reader, again=again),
    }


def _posted(conn: Connection, parent: str) -> set[str]:
    keys = conn.scalars(select(messages.c.key).where(messages.c.under == parent))
    return {key.removeprefix(_STEP) for key in keys}


def _payload(conn: Connection, spot: Spot, forms: Forms, name: str, version: int) -> dict[str, Any]:
    """Every form of one message, checked; the same button has the same id in each."""
    ids: dict[Button, str] = {}

    def written(button: Button) -> str:
        if button not in ids:
            at = (name, version)
            ids[button] = buttons.write(conn, spot.tenant, spot.run, at, button.intent)
        return ids[button]

    drawn = {form: _checked(bound(message, written)) for form, message in forms.items()}
    payload: dict[str, Any] = drawn.pop("plan")
    if "classic" in drawn:
        payload["classic"] = drawn["classic"].get("blocks", [])
    if "private" in drawn:
        payload["private"] = drawn["private"]
    return payload


def _checked(payload: Payload) -> Payload:
    """What Slack would refuse is not sent: the words alone go, and the log says why."""
    problems = valid(payload)
    if not problems:
        return payload
    log.error("a message breaks Slack's limits: %s", "; ".join(map(str, problems))[:500])
    return {"text": payload["text"][:3000]}
