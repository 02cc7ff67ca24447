"""Calling for help: a user group in the thread, and a webhook whose payload is documented.

The call is signed (`X-Sixsense-Signature: sha256=…` over the body, HMAC with the webhook's secret)
and carries an `Idempotency-Key`: after a crash it may be made twice.
"""

import hashlib
import hmac
import json
import time

import requests
from sqlalchemy import Connection

from bot.errands.case_card import below
from bot.errands.office import Office
from bot.runs import present
from bot.store import cases
from bot.store.alive import stay_alive
from bot.views.case_call import called, not_called
from intents.case import Case, borne_out, summary

_TRIES = 3
_PATIENCE = 10.0


class Escalation:
    """The workflow behind *Escalate*."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def call(self, tenant: str, name: str, by: str) -> None:
        """Post in the thread, then call the webhook; each once, as far as that can be had."""
        engine = self._office.runs.engine
        body = engine.step("post", lambda: self._posted(tenant, name, by))
        if body and self._office.settings.escalation_webhook:
            said = engine.step("call", lambda: self._called(body))
            engine.step("tell", lambda: self._told(tenant, name, said))

    def _posted(self, tenant: str, name: str, by: str) -> str:
        def work(conn: Connection) -> str:
            stay_alive(conn, self._office.runs.name)
            kept = cases.find(conn, tenant, name)
            if kept is None:
                return ""
            group = self._office.settings.escalation_group
            message = called(kept.case, group, by)
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
                answer = requests.post(
                    settings.escalation_webhook, data=body.encode(), headers=headers,
                    timeout=_PATIENCE, allow_redirects=False,
                )  # fmt: skip
            except requests.RequestException as error:
                said = type(error).__name__
            else:
                if answer.ok:
                    return ""
                said = f"HTTP {answer.status_code}"
            time.sleep(pause)
        return said

    def _told(self, tenant: str, name: str, said: str) -> None:
        if not said:
            return

        def work(conn: Connection) -> None:
            stay_alive(conn, self._office.runs.name)
            if kept := cases.find(conn, tenant, name):
                at = below(conn, kept, f"uncalled:{kept.case.escalated}")
                present.post(conn, at, not_called(said), time.time())

        self._office.runs.store.write(work)
        self._office.runs.kick()


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
