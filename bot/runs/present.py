"""A run's state → the messages that should show it. Drawing is pure, wanting is one transaction."""

import logging
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection

from bot.outbox.wanted import Spot, below, spots, want
from bot.runs import buttons
from bot.runs.rows import Run
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


@dataclass(frozen=True)
class Place:
    """Where a run is shown; `posted` are the keys of what hangs below it there already."""

    spot: Spot
    posted: frozenset[str]


@dataclass(frozen=True)
class Drawn:
    """A run as it is to be shown in one place, its buttons not yet written down."""

    spot: Spot
    anchor: Forms
    steps: tuple[tuple[str, Message], ...]
    urgent: bool


def places(conn: Connection, receipt: str) -> tuple[Place, ...]:
    """Wherever this run is shown."""
    return tuple(_place(conn, spot) for spot in spots(conn, receipt, ANCHOR))


def drawn(run: Run, at: Place) -> Drawn:
    """The run as it stands now, as one place should show it. Pure."""
    shown: tuple[tuple[str, Message], ...] = ()
    if run.report and not at.spot.reader:
        found = steps(run.report, posted=at.posted, looking=run.looking, again=run.intent)
        shown = tuple((key, _sound(message)) for key, message in found)
    return Drawn(at.spot, _anchor(run, at.spot), shown, urgent=not run.open)


def put(conn: Connection, picture: Drawn, now: float) -> None:
    """Want the run's anchor in one place, and below it what needs a person."""
    spot = picture.spot
    name = want(conn, spot, partial(_payload, conn, spot, picture.anchor), now=now,
                urgent=picture.urgent)  # fmt: skip
    for place_in_thread, (key, message) in enumerate(picture.steps, 1):
        step = Spot(spot.tenant, spot.run, _STEP + key, spot.channel, spot.thread, under=name)
        render = partial(_payload, conn, step, {"plan": message})
        # The outbox sends in the order of `now`: worst first, as the view has them.
        want(conn, step, render, now=now + place_in_thread * _APART, urgent=True)


def show(conn: Connection, run: Run, now: float) -> None:
    """Want every message of this run as the run stands now, wherever it is shown."""
    for at in places(conn, run.receipt):
        put(conn, drawn(run, at), now)


def place(conn: Connection, run: Run, spot: Spot, now: float) -> None:
    """The same in one place, where it may not be shown yet."""
    put(conn, drawn(run, _place(conn, spot)), now)


def whisper(conn: Connection, spot: Spot, reply: Reply, now: float) -> None:
    """Want one private message for one reader."""
    sound = _sound(private(reply))
    want(conn, spot, partial(_payload, conn, spot, {"plan": sound}), now=now, urgent=True)


def post(
    conn: Connection, spot: Spot, message: Message, now: float, *, passing: bool = False
) -> str:
    """Want one message that is not a run's; returns its id. The same spot wants it changed.

    `passing`: something else will stand there in a moment; a private one waits for that.
    """
    sound = _sound(message)
    render = partial(_payload, conn, spot, {"plan": sound, "private": sound})
    return want(conn, spot, render, now=now, urgent=not passing)


def payload(conn: Connection, spot: Spot, message: Message) -> Payload:
    """A message to send at once, its buttons written down."""
    return _payload(conn, spot, {"plan": _sound(message)}, "", 0)


def _anchor(run: Run, spot: Spot) -> Forms:
    by, again = run.asker.person.user, run.intent
    state = run.report or Progress.model_validate(
        {"org": run.org, "receipt": run.receipt, "stage": run.stage}
    )
    forms = {
        "plan": anchor(state, plan=True, asked_by=by, again=again),
        "classic": anchor(state, plan=False, asked_by=by, again=again),
        "private": private(state, invite=not spot.reader, again=again),
    }
    return {form: _sound(message) for form, message in forms.items()}


def _place(conn: Connection, spot: Spot) -> Place:
    return Place(spot, frozenset(key.removeprefix(_STEP) for key in below(conn, spot)))


def _payload(conn: Connection, spot: Spot, forms: Forms, name: str, version: int) -> dict[str, Any]:
    """Every form of one message; the same button has the same id in each."""
    ids: dict[Button, str] = {}

    def written(button: Button) -> str:
        if button not in ids:
            at = (name, version)
            ids[button] = buttons.write(conn, spot.tenant, spot.run, at, button.intent)
        return ids[button]

    filled = {form: bound(message, written) for form, message in forms.items()}
    payload: dict[str, Any] = filled.pop("plan")
    if "classic" in filled:
        payload["classic"] = filled["classic"]["blocks"]
    if "private" in filled:
        payload["private"] = filled["private"]
    return payload


def _sound(message: Message) -> Message:
    """What Slack would refuse is not sent: the words alone go, and the log says why."""
    ids = {button: f"b-{number:020x}" for number, button in enumerate(message.buttons)}
    problems = valid(bound(message, ids))
    if not problems:
        return message
    log.error("a message breaks Slack's limits: %s", "; ".join(map(str, problems))[:500])
    return Message(message.text[:3000], ())
