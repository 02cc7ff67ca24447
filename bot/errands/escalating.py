"""Calling for help: a user group in the thread, and a webhook whose payload is documented.

The call is signed (`X-Sixsense-Signature: sha256=…` over the body, HMAC with the webhook's secret)
and carries an `Idempotency-Key`: after a crash it may be made twice.
"""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from http import HTTPStatus

import aiohttp
from sqlalchemy import Connection

from bot.errands import answering
from bot.errands.case_card import below, read_by_all
from bot.errands.office import Office
from bot.runs import present
from bot.runs.ask import Ask
from bot.store import cases, company
from bot.store.alive import stay_alive
from bot.store.cases import Kept
from bot.store.company import Company
from bot.views.case_call import called, not_called
from intents.case import Case, borne_out, summary
from intents.reply import Note

_TRIES = 3
_PATIENCE = 10.0  # seconds for one try, from the name's address to the status
#: One call at a time in the whole house: all go to the same place, and one that hangs holds one
#: thread for half a minute, and no check.
_LANE = "escalations"


class Escalation:
    """What *Escalate* does beside the case itself: the thread is told, and the webhook called."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def begin(self, conn: Connection, kept: Kept, ask: Ask) -> None:
        """Want the call in the thread, and start the webhook's, with the caller's transaction."""
        settings, by = self._office.settings, ask.asker.person.user
        if read_by_all(conn, kept):
            message = called(kept.case, settings.escalation_group, by)
            at = below(conn, kept, f"call:{kept.case.escalated}")
            present.post(conn, at, message, time.time())
        if settings.escalation_webhook:
            body, name = json.dumps(payload(kept.case, kept.tenant, by)), kept.case.id
            self._office.runs.engine.start(
                conn, "webhook", f"{name}:{ask.delivery}"[:120], _LANE,
                kept.tenant, name, answering.packed(ask), body,
            )  # fmt: skip

    def call(self, tenant: str, name: str, asked: str, body: str) -> None:
        """The workflow: call the webhook, and say how that went where it is not seen."""
        step = self._office.runs.engine.step
        said = step("call", lambda: self._called(body))
        step("tell", lambda: self._told(tenant, name, asked, said))

    def _called(self, body: str) -> str:
        """What went wrong, "" = nothing."""
        settings = self._office.settings
        secret = settings.escalation_secret.get_secret_value().encode()
        signature = hmac.new(secret, body.encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": "{case}:{at}".format_map(json.loads(body)),
            "X-Sixsense-Signature": f"sha256={signature}",
        }
        said = ""
        for pause in range(_TRIES):
            time.sleep(pause)
            try:
                status = asyncio.run(_posted(settings.escalation_webhook, body, headers))
            except (aiohttp.ClientError, OSError) as error:
                said = type(error).__name__
            else:
                if HTTPStatus(200) <= status < HTTPStatus(300):  # elsewhere nobody was called
                    return ""
                said = f"HTTP {status}"
        return said

    def _told(self, tenant: str, name: str, asked: str, said: str) -> None:
        """That nobody took the call; and where the thread cannot say it, that somebody did."""

        def work(conn: Connection) -> None:
            stay_alive(conn, self._office.runs.name)
            kept = cases.find(conn, tenant, name)
            if kept is None:
                return
            read_by = company.last(conn, tenant, kept.channel)
            posted = read_by_all(conn, kept)
            if not posted or (said and read_by not in (Company.OURS, Company.AGREED)):
                answering.answer(conn, asked, name, _alone(said))
            elif said:
                at = below(conn, kept, f"uncalled:{kept.case.escalated}")
                present.post(conn, at, not_called(said), time.time())

        self._office.runs.store.write(work)
        self._office.runs.kick()


async def _posted(url: str, body: str, headers: Mapping[str, str]) -> int:
    """The status alone: a body that never ends is not read.

    Raises:
        aiohttp.ClientError: nobody answered.
        TimeoutError: not in time, however slowly the answer trickles.
    """
    patience = aiohttp.ClientTimeout(total=_PATIENCE)
    async with (
        aiohttp.ClientSession(timeout=patience, trust_env=True) as session,
        session.post(url, data=body.encode(), headers=headers, allow_redirects=False) as answer,
    ):
        return answer.status


def _alone(said: str) -> Note:
    """For whoever pressed, where I may not post, or strangers read along: how the call went."""
    if said:
        return Note(
            says=f"The escalation webhook did not answer ({said}).",
            next="Call by hand, and tell my owner.",
        )
    return Note(says="The escalation webhook was called. I may not post here, so only you see it.")


def payload(case: Case, tenant: str, by: str) -> dict[str, object]:
    """What the webhook gets (docs/operating.md, Escalation)."""
    looked = case.looked
    return {
        "event": "case.escalated",
        "case": case.id,
        "workspace": tenant,
        "by": by,
        "at": case.escalated,
        "holder": str(case.holder),
        "errors": [
            {"code": one.code, "name": one.name, "org": borne_out(one)}
            for one in case.triaged.recognised
        ],
        "org": looked.org if looked else None,
        "receipt": looked.run if looked else None,
        "verdict": looked.verdict if looked else None,
        "summary": summary(case),
    }
