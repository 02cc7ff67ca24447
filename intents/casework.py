"""What moves a case on. Pure: a case and what happened → the case after it."""

from datetime import datetime, timedelta

from intents.asked.cases import Holder
from intents.case import Case, Entry, Looked
from intents.finding import Finding, Status
from intents.replies.triaged import Triaged
from intents.reply import Report
from intents.triage import confirming, held_against

_AGAIN = timedelta(minutes=15)
_LOG = 40  # entries kept: the first, and the newest
_HOLDERS = {
    "System Administrator": Holder.CUSTOMER,
    "setup user": Holder.CUSTOMER,
    "integration user": Holder.CUSTOMER,
    "6sense": Holder.SIXSENSE,
    "Salesforce Support": Holder.SALESFORCE,
}


def opened(name: str, triaged: Triaged, by: str, at: str) -> Case:
    """A new case; who can fix it is the first guess of who has to act."""
    case = Case(id=name, triaged=triaged, holder=_guessed(triaged))
    return _with(case, at, by, "opened the case")


def pasted(case: Case, triaged: Triaged, by: str, at: str) -> Case:
    """Something more was pasted in the thread: what is known of it is added."""
    known = {one.error: one for one in (*case.triaged.recognised, *triaged.recognised)}
    told = dict.fromkeys((*case.triaged.not_these, *triaged.not_these))
    codes = {one.code for one in known.values()}
    unlike = (text for text in told if text.partition(": ")[0] not in codes)
    merged = triaged.model_copy(
        update={"recognised": tuple(known.values()), "not_these": tuple(unlike)}
    )
    if case.stage == "open":
        return _with(case.model_copy(update={"triaged": merged}), at, by, "pasted more")
    anew = {"triaged": merged, "stage": "open", "holder": _guessed(triaged)}
    return _with(case.model_copy(update=anew), at, by, "reopened the case")


def _guessed(triaged: Triaged) -> Holder:
    """Who has to act, by who can fix what was pasted."""
    first = triaged.recognised[0].who if triaged.recognised else ""
    return _HOLDERS.get(first, Holder.US)


def offered(case: Case, org: str) -> Case:
    """An org could be asked; nobody does yet."""
    return case.model_copy(update={"org": org})


def looking(case: Case, org: str, run: str, by: str, at: str) -> Case:
    """An org is being asked."""
    asked = case.model_copy(update={"org": org, "looked": Looked(org=org, run=run)})
    return _with(asked, at, by, f"looked into {org}")


def answered(case: Case, report: Report) -> Case:
    """The org has answered, or answered again."""
    if case.looked is None:
        return case
    cause, mine = report.diagnosis, confirming(case.triaged)
    found = [f for f in report.findings if f.check in mine]
    told = case.looked.model_copy(
        update={
            "at": max((f.evidence.at for f in found), default=""),
            "verdict": str(report.verdict),
            "worst": _worst(found),
            "next": cause.next if cause else "",
            "who": cause.who if cause else "",
        }
    )
    triaged = held_against(case.triaged, report.findings)
    return case.model_copy(update={"looked": told, "triaged": triaged})


def handed(case: Case, to: Holder, by: str, at: str) -> Case:
    """The ball goes to somebody else."""
    return _with(case.model_copy(update={"holder": to}), at, by, f"handed over to {to}")


def may_escalate(case: Case, at: str) -> bool:
    """Not again within a quarter of an hour: help is on its way."""
    if not case.escalated:
        return True
    since = datetime.fromisoformat(at) - datetime.fromisoformat(case.escalated)
    return since >= _AGAIN


def escalated(case: Case, by: str, at: str) -> Case:
    """Help was called."""
    return _with(case.model_copy(update={"escalated": at}), at, by, "escalated")


def resolved(case: Case, by: str, at: str) -> Case:
    """The end, until something more is pasted."""
    return _with(case.model_copy(update={"stage": "resolved"}), at, by, "resolved the case")


def told(case: Case, by: str, at: str) -> Case:
    """The customer was written to, and has to act."""
    change = {"holder": Holder.CUSTOMER}
    return _with(case.model_copy(update=change), at, by, "wrote to the customer")


def _worst(found: list[Finding]) -> str:
    order = (Status.FAIL, Status.WARN, Status.UNKNOWN)
    return next((f.check for status in order for f in found if f.status is status), "")


def _with(case: Case, at: str, by: str, what: str) -> Case:
    log = (*case.log, Entry(at=at, by=by, what=what))
    kept = log if len(log) <= _LOG else (log[0], *log[1 - _LOG :])
    return case.model_copy(update={"log": kept})
