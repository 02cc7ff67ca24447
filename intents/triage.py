"""A paste → what it is. Pure; the same for a terminal, a message and a button."""

import re
from collections.abc import Iterable, Mapping

from intents.checks import CHECKS
from intents.error import Error, Kind
from intents.errors import ERRORS, find
from intents.finding import Finding, Grade, Status
from intents.intent import CheckOrg, Track
from intents.recognise import Foreign, Found, Recognised, recognise
from intents.replies.triaged import Answer, Triaged
from intents.secrets import cut

_QUOTED = re.compile("“([^”]*)”")  # a login's status in what `recent-logins` saw


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


def bearing_out(told: Triaged, org: str) -> CheckOrg | None:
    """What to ask of an org to confirm or refute it; None where nothing there would.

    An error that only an External Client App has is judged for that one, whatever article the org
    follows: in an org with the old app it is the new one that is missing.
    """
    only = confirming(told)
    errors = [ERRORS[answer.error] for answer in told.recognised if answer.error in ERRORS]
    track = Track.ECA if any(error.track == "eca" for error in errors) else None
    return CheckOrg(org=org, track=track, only=only) if org and only else None


def held_against(told: Triaged, findings: Iterable[Finding]) -> Triaged:
    """The same, with what the org itself says.

    An error is confirmed where a finding means it, or a refused login names it. It is refuted where
    all checks that are its whole cause are ok. Everything else leaves it inferred.
    """
    by_check: dict[str, list[Finding]] = {}
    for finding in findings:
        by_check.setdefault(finding.check, []).append(finding)
    answers = tuple(_measured(answer, by_check) for answer in told.recognised)
    return told.model_copy(update={"recognised": answers})


def _measured(answer: Answer, found: Mapping[str, list[Finding]]) -> Answer:
    said: dict[str, object] = {"confirmed_by": (), "refuted_by": (), "grade": Grade.INFERRED}
    error = ERRORS.get(answer.error)
    if error and (signs := _signs(error, found)):
        said |= {"confirmed_by": signs, "grade": Grade.MEASURED}
    elif error and _is_refuted(error, found):
        said |= {"refuted_by": error.refuted_by, "grade": Grade.MEASURED}
    return answer.model_copy(update=said)


def _signs(error: Error, found: Mapping[str, list[Finding]]) -> tuple[str, ...]:
    meant = {(sign.check, sign.status) for sign in error.confirmed_by}
    return tuple(
        check
        for check in error.checks
        if any((check, one.status) in meant or _names(error, one) for one in found.get(check, ()))
    )


def _names(error: Error, finding: Finding) -> bool:
    """Whether the last login was refused with a status of this very error."""
    said = _QUOTED.findall(finding.evidence.seen) if finding.check == "recent-logins" else ()
    return finding.status is Status.WARN and any(find(status) is error for status in said)


def _is_refuted(error: Error, found: Mapping[str, list[Finding]]) -> bool:
    """Whether its whole cause was looked at, and is fine for everybody."""
    statuses = [{one.status for one in found.get(check, ())} for check in error.refuted_by]
    return bool(statuses) and all(status == {Status.OK} for status in statuses)


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
    """Words that are somebody else's, what is denied, and near neighbours of what is recognised."""
    here = {found.error.slug for found in read.found}
    told: dict[str, None] = {}
    for found in read.found:
        for other in found.error.unlike:
            code, _, difference = other.partition(": ")
            known = find(code)
            if known is None or known.slug not in here:
                told[f"{code}: {difference}"] = None
    denied = (f"{code}: here it is only talked about, or said not to be so" for code in read.denied)
    return [*(_foreign(one) for one in read.foreign), *denied, *told]


def _foreign(one: Foreign) -> str:
    if one.product:
        return f"{one.code}: here it is a word of {one.product}, not of Salesforce"
    return f"{one.code}: many products say this, and nothing here names Salesforce or 6sense"
