"""The doctor: is the bot itself well. Slack is asked in a workflow."""

import time
from functools import partial

from sqlalchemy import Connection

from bot.errands import configuration, examining
from bot.errands.office import Family, Office
from bot.outbox.wanted import Spot
from bot.runs import present, rows
from bot.runs.ask import Ask
from bot.runs.rules import Deed
from bot.store.alive import stay_alive
from intents.asked.office import Doctor
from intents.replies.sheet import Sheet
from intents.reply import Note, Reply

_LOOKING = Note(says="I am looking at myself: the result comes by itself in a moment.")


def family(office: Office) -> Family:
    """The doctor."""
    return Family(
        errands={Doctor: partial(_doctor, office)}, workflows={"doctor": partial(_look, office)}
    )


def _doctor(office: Office, conn: Connection, ask: Ask) -> Reply:
    office.runs.engine.start(
        conn, "doctor", f"doctor-{ask.delivery}"[:90].replace(":", "-"),
        f"{ask.asker.tenant.key}:doctor", rows.asker_json(ask.asker), ask.delivery,
        (ask.back() or b"").hex(),
    )  # fmt: skip
    return _LOOKING


def _look(office: Office, asker: str, delivery: str, back: str) -> None:
    who, place = rows.read_asker(asker), rows.read_asker(asker).place
    tenant = who.tenant.key

    def work(conn: Connection, told: Sheet) -> None:
        stay_alive(conn, office.runs.name)
        spot = Spot(tenant, "", f"doctor:{delivery}"[:160], place.channel, place.thread,
                    reader=who.person.user, back=bytes.fromhex(back) or None)  # fmt: skip
        present.whisper(conn, spot, told, time.time())
        office.runs.rules.record(conn, Deed(tenant, who.person.user, "doctor", result=told.lead))

    def look() -> None:
        lines = configuration.configured(office.settings)
        lines += examining.stored(office.settings, office.runs.store, office.ring, tenant)
        lines += examining.speaking(office.installations, tenant)
        office.runs.store.write(lambda conn: work(conn, examining.sheet(lines)))

    office.runs.engine.step("look", look)
    office.runs.kick()
