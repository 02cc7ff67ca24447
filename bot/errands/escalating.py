"""Calling for help: a user group in the thread, and a webhook whose payload is documented.

The call is signed (`X-Sixsense-Signature: sha256=…` over the body, HMAC with the webhook's secret)
and carries an `Idempotency-Key`: after a crash it may be made twice.
"""

import hashlib
import hmac
import json
import time
from http import HTTPStatus

import requests
from sqlalchemy import Connection

from bot.errands import answering
from bot.errands.case_card import below, read_by_all
from bot.errands.office import Office
from bot.runs import present
from bot.store import cases, company
from bot.store.alive import stay_alive
from bot.store.company import Company
from bot.views.case_call import called, not_called
from intents.case import Case, borne_out, summary
from intents.reply import Note

_TRIES = 3
_PATIENCE = 10.0


class Escalation:
    """The workflow behind *Escalate*."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def call(self, tenant: str, name: str, asked: str) -> None:
        """Post in the thread, then call the webhook; each once, as far as that can be had."""
        engine = self._office.runs.engine
        body = engine.step("post", lambda: self._posted(tenant, name, asked))
        if body and self._office.settings.escalation_webhook:
            said = engine.step("call", lambda: self._called(body))
            engine.step("tell", lambda: self._told(tenant, name, asked, said))

    def _posted(self, tenant: str, name: str, asked: str) -> str:
        by = answering.asker(asked).person.user

        def work(conn: Connection) -> str:
            stay_alive(conn, self._office.runs.name)
            kept = cases.find(conn, tenant, name)
            if kept is None:
                return ""
            if read_by_all(conn, kept):
                message = called(kept.case, self._office.settings.escalation_group, by)
                at = below(conn, kept, f"call:{kept.case.escalated}")
                present.post(conn, at, message, time.time())
            return json.dumps(payload(kept.case, tenant, by))

        body = self._office.runs.store.write(work)
        self._office.runs.kick()
        return body

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
            try:
                # Only the status counts: a body that never ends is not read.
                with requests.post(
                    settings.escalation_webhook, data=body.encode(), headers=headers,
                    timeout=_PATIENCE, allow_redirects=False, stream=True,
                ) as answer:  # fmt: skip
                    status = answer.status_code
            except requests.RequestException as error:
                said = type(error).__name__
            else:
                if HTTPStatus(200) <= status < HTTPStatus(300):  # elsewhere nobody was called
                    return ""
                said = f"HTTP {status}"
            time.sleep(pause)
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
