"""A paste → what it is. Pure; the same for a terminal, a message and a button."""

from collections.abc import Iterable, Mapping

from intents.checks import CHECKS
from intents.error import Error, Kind
from intents.errors import find
from intents.finding import Finding, Grade, Status
from intents.recognise import Foreign, Found, Recognised, recognise
from intents.secrets import cut
from intents.triaged import Answer, Triaged

_FOUND = (Status.FAIL, Status.WARN)


def triage(text: str) -> Triaged:
    """What a paste is, by the paste alone; its secrets are cut before it is read.

    >>> triage("error=app_not_found").recognised[0].code
    'OAUTH_EC_APP_NOT_FOUND'
    """
    safe = cut(text)
    read = recognise(safe.text)
    return Triaged(
        recognised=tuple(_answer(found) for found in read.found),
        not_these=tuple(_not_these(read)),
        secrets_removed=safe.removed,
    )


def confirming(told: Triaged) -> tuple[str, ...]:
    """The checks that would confirm or refute what was recognised."""
    named = (check for answer in told.recognised for check in answer.checks)
    return tuple(dict.fromkeys(check for check in named if check in CHECKS))


def held_against(told: Triaged, findings: Iterable[Finding]) -> Triaged:
    """The same, with what the org itself says.

    An error is confirmed where one of its checks found trouble, and refuted where all of them were
    looked at and all are fine; anything unknown leaves it inferred.
    """
    by_check: dict[str, list[Status]] = {}
    for finding in findings:
        by_check.setdefault(finding.check, []).append(finding.status)
    answers = tuple(_measured(answer, by_check) for answer in told.recognised)
    return told.model_copy(update={"recognised": answers})


def _measured(answer: Answer, by_check: Mapping[str, list[Status]]) -> Answer:
    said_before = {"confirmed_by": (), "refuted_by": (), "grade": Grade.INFERRED}
    answer = answer.model_copy(update=said_before)
    looked = {check: by_check[check] for check in answer.checks if by_check.get(check)}
    found = tuple(c for c, said in looked.items() if any(status in _FOUND for status in said))
    if found:
        return answer.model_copy(update={"confirmed_by": found, "grade": Grade.MEASURED})
    fine = tuple(c for c, said in looked.items() if Status.OK in said and set(said) <= _FINE)
    if fine and len(fine) == sum(set(said) != {Status.NOT_APPLICABLE} for said in looked.values()):
        return answer.model_copy(update={"refuted_by": fine, "grade": Grade.MEASURED})
    return answer


_FINE = {Status.OK, Status.NOT_APPLICABLE}


def _answer(found: Found) -> Answer:
    error = found.error
    return Answer(
        code=error.code,
        error=error.slug,
        name=error.name,
        cause=error.cause,
        explains=found.read,
        who=error.who,
        checks=error.checks,
        playbook=error.playbook,
        also=tuple(dict.fromkeys(c.text for c in error.codes[1:] if c.text != error.code)),
        next=error.next,
        ask="" if _told_apart(error, found) else error.ask,
        source=error.source,
    )


def _told_apart(error: Error, found: Found) -> bool:
    """Whether the paste says what stands behind the code; what only the page says does not."""
    page = error.codes[0].kind is Kind.PAGE
    telling = {*error.says, *error.with_its_code, *(() if page else error.may_say)}
    return not telling.isdisjoint(found.read)


def _not_these(read: Recognised) -> Iterable[str]:
    """Near neighbours of what was recognised, and words that are somebody else's."""
    here = {found.error.slug for found in read.found}
    told: dict[str, None] = {}
    for found in read.found:
        for other in found.error.unlike:
            code, _, difference = other.partition(": ")
            known = find(code)
            if known is None or known.slug not in here:
                told[f"{code}: {difference}"] = None
    return [*(_foreign(one) for one in read.foreign), *told]


def _foreign(one: Foreign) -> str:
    if one.product:
        return f"{one.code}: here it is a word of {one.product}, not of Salesforce"
    return f"{one.code}: many products say this, and nothing here names Salesforce or 6sense"
