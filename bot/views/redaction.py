"""What a channel may see of a report: settings and counts. One place, before anything is drawn.

Salesforce usernames have the form of an e-mail address (Salesforce Help, Username), so masking
addresses masks them; names and queries are left out as whole fields.
"""

import ipaddress
import re

from intents.finding import Evidence, Finding, Grade
from intents.reply import Plane, Planes, Report

#: Who we are in an org, where the username itself must not be shown.
CONNECTED = "the connected user"

_WORD = re.compile(r"[^\s<>()\[\]\"',;:|]+")
_ADDRESS = re.compile(r"(?<![\w.:])[0-9A-Fa-f:.]{2,45}(/\d{1,3})?(?![\w:])")


def masked(text: str, names: tuple[str, ...] = ()) -> str:
    """Without usernames, e-mail addresses, IP addresses, and the `names` known to be people."""
    for name in names:
        text = text.replace(name, CONNECTED)
    return _ADDRESS.sub(_ip, _WORD.sub(_user, text))


def _user(found: re.Match[str]) -> str:
    local, at, host = found.group().partition("@")
    return "[user]" if local and at and host else found.group()


def _ip(found: re.Match[str]) -> str:
    text = found.group()
    before = found.string[: found.start()].casefold()
    if before.endswith(("version ", "package ")):
        return text  # a package version has four parts as well
    candidate = text.partition("/")[0].rstrip(".:")
    try:
        ipaddress.ip_address(candidate)
    except ValueError:
        return text
    return "[IP address]" + text.partition("/")[0][len(candidate) :]


def for_channel(report: Report) -> Report:
    """The report as everybody in a channel may read it.

    Subjects stay: a Confirm names its subject. Whoever draws one puts it through `masked`.
    """
    names = _names(report)
    diagnosis = report.diagnosis
    if diagnosis:
        words = {k: masked(getattr(diagnosis, k), names) for k in ("cause", "next", "who")}
        diagnosis = diagnosis.model_copy(update=words)
    planes = report.planes
    missing = tuple(masked(line, names) for line in report.coverage.missing)
    return report.model_copy(
        update={
            "planes": Planes(
                bot_to_org=_plane(planes.bot_to_org, names),
                sixsense_to_org=_plane(planes.sixsense_to_org, names),
                you_to_org=_plane(planes.you_to_org, names),
            ),
            "track_why": masked(report.track_why, names),
            "findings": tuple(_finding(finding, names) for finding in report.findings),
            "diagnosis": diagnosis,
            "coverage": report.coverage.model_copy(update={"missing": missing}),
        }
    )


def _names(report: Report) -> tuple[str, ...]:
    """Whom the report names as identities, longest first; too short to be a name is left."""
    measured = (f.evidence for f in report.findings if f.evidence.grade is not Grade.ATTESTED)
    planes = (report.planes.bot_to_org, report.planes.sixsense_to_org, report.planes.you_to_org)
    found = {*(e.by for e in measured), *(p.identity for p in planes)} - {CONNECTED}
    return tuple(sorted((n for n in found if len(n) > 3), key=len, reverse=True))  # noqa: PLR2004


def _plane(plane: Plane, names: tuple[str, ...]) -> Plane:
    identity = CONNECTED if plane.identity else ""
    return Plane(state=plane.state, identity=identity, why=masked(plane.why, names))


def _finding(finding: Finding, names: tuple[str, ...]) -> Finding:
    evidence = finding.evidence
    attested = evidence.grade is Grade.ATTESTED
    shown = Evidence(
        seen=masked(evidence.seen, names),
        wanted=masked(evidence.wanted, names),
        by=masked(evidence.by) if attested else CONNECTED,
        at=evidence.at,
        api=evidence.api,
        grade=evidence.grade,
        grant=masked(evidence.grant, names),
    )
    return finding.model_copy(update={"evidence": shown})
