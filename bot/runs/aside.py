"""Answers for one person alone that belong to no run: help, a refusal, an errand's answer."""

import time
from dataclasses import replace

from sqlalchemy import Connection

from bot import desk
from bot.outbox.wanted import Spot
from bot.runs import present, rows
from bot.runs.ask import NO_WAY_BACK, Ask, Back
from bot.runs.runs import Runs
from bot.runs.stored import Stored
from bot.store import aliases
from bot.views.message import Payload, bound
from bot.views.private import private
from intents.asked.orgs import Orgs
from intents.asker import Asker
from intents.intent import CheckOrg, Help, Intent
from intents.reply import Reply, Usage
from intents.world import NOWHERE


async def ask(
    runs: Runs, asker: Asker, intent: Intent, delivery: str, back: Back = NO_WAY_BACK
) -> Reply | None:
    """Do what was asked, or say what to tell the asker alone; None = it is told elsewhere.

    Args:
        runs: the durable half.
        asker: who asks; rights are checked here.
        intent: what they ask.
        delivery: Slack's own name of the request.
        back: seals the response_url, where it is needed.
    """
    if isinstance(intent, Help):
        return desk.answer(intent, asker, NOWHERE)
    said = await runs.store.awrite(
        lambda conn: asked(runs, conn, Ask(asker, intent, delivery, back))
    )
    # Who joins a check that is shown here already is only told so: nothing new is wanted in Slack,
    # and a look for it would stand in the way of whoever is at the door next.
    if said is None or not isinstance(intent, CheckOrg):
        runs.kick()
    return said


def asked(runs: Runs, conn: Connection, ask: Ask) -> Reply | None:
    """`ask` within a transaction of the caller's; a redelivery does nothing."""
    if refused := runs.refused(conn, ask.asker, ask.intent):
        return runs.rules.appeal(conn, ask, refused)
    if isinstance(ask.intent, CheckOrg):
        return runs.begin(conn, ask.asker, ask.intent, ask.delivery, ask.back).said
    errand = runs.errands.get(type(ask.intent))
    if not rows.first_time(conn, ask.delivery, time.time()):
        return None
    if wait := runs.rules.slow_down(conn, ask.asker, ask.intent):
        return wait
    if errand is None:
        return desk.answer(ask.intent, ask.asker, Stored(conn, ask.asker.tenant.key))
    return errand(conn, _as_named(conn, ask))


def _as_named(conn: Connection, ask: Ask) -> Ask:
    """The same about the org as it is written here: who types on a phone begins with a capital."""
    typed = getattr(ask.intent, "org", "")
    name = aliases.meant(conn, ask.asker.tenant.key, typed) if typed else typed
    if name == typed:
        return ask
    return replace(ask, intent=ask.intent.model_copy(update={"org": name}))


async def answer(runs: Runs, asker: Asker, said: Reply) -> Payload:
    """A private answer to send at once; only its buttons, where it has any, are stored."""
    message = private(await _with_orgs(runs, asker, said))
    if not message.buttons:
        return bound(message, {})
    spot = Spot(asker.tenant.key, "", "answer", asker.place.channel)
    return await runs.store.awrite(lambda conn: present.payload(conn, spot, message))


async def whisper(runs: Runs, asker: Asker, said: Reply, delivery: str) -> None:
    """The same where there is no request to answer: a private message, stored, then sent."""
    told = await _with_orgs(runs, asker, said)
    at = asker.place
    spot = Spot(
        asker.tenant.key, "", f"private:{delivery}", at.channel, at.thread,
        reader=asker.person.user,
    )  # fmt: skip

    def work(conn: Connection) -> None:
        if rows.first_time(conn, delivery, time.time()):
            present.whisper(conn, spot, told, time.time())

    await runs.store.awrite(work)
    runs.kick()


async def _with_orgs(runs: Runs, asker: Asker, said: Reply) -> Reply:
    """Help names the asker's own orgs; what was not understood stores and reads nothing."""
    if not isinstance(said, Usage) or said.unknown:
        return said
    known = await runs.store.awrite(lambda conn: orgs_for(runs, conn, asker))
    return said.model_copy(update={"orgs": known})


def orgs_for(runs: Runs, conn: Connection, asker: Asker) -> tuple[str, ...]:
    """The orgs that help may name: none to whoever may not list them."""
    return () if runs.refused(conn, asker, Orgs()) else aliases.every(conn, asker.tenant.key)
