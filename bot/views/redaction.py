"""What a channel may see of a report: settings and counts. One place, before anything is drawn.

Salesforce usernames have the form of an e-mail address (Salesforce Help, Username), so masking
addresses masks them; names and queries are left out as whole fields.
"""

import ipaddress
import re
from collections.abc import Mapping
from types import MappingProxyType

from intents.finding import Evidence, Finding, Grade
from intents.reply import Plane, Planes, Report

#: Who somebody is, where the username itself must not be shown: by plane.
CONNECTED, INTEGRATION, SETUP = "the connected user", "the integration user", "the setup user"

Roles = Mapping[str, str]  # username → role

_WORD = re.compile(r"[^\s<>()\[\]\"',;:|]+")
_ADDRESS = re.compile(r"(?<![\w.:])[0-9A-Fa-f:.]{2,45}(/\d{1,3})?(?![\w:])")


_NAME = 4  # letters; what is shorter is found in too many other words
_NOBODY: Roles = MappingProxyType({})


def masked(text: str, roles: Roles = _NOBODY) -> str:
    """Without usernames, e-mail and IP addresses; who has a role is called by it."""
    for name, role in roles.items():
        text = text.replace(name, role)
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
    roles = _roles(report)
    diagnosis = report.diagnosis
    if diagnosis:
        words = {k: masked(getattr(diagnosis, k), roles) for k in ("cause", "next", "who")}
        diagnosis = diagnosis.model_copy(update=words)
    planes = report.planes
    missing = tuple(masked(line, roles) for line in report.coverage.missing)
    return report.model_copy(
        update={
            "planes": Planes(
                bot_to_org=_plane(planes.bot_to_org, roles),
                sixsense_to_org=_plane(planes.sixsense_to_org, roles),
                you_to_org=_plane(planes.you_to_org, roles),
            ),
            "track_why": masked(report.track_why, roles),
            "findings": tuple(_finding(finding, roles) for finding in report.findings),
            "diagnosis": diagnosis,
            "coverage": report.coverage.model_copy(update={"missing": missing}),
            "suggestions": (),  # they name people: for the asker alone
        }
    )


def _roles(report: Report) -> Roles:
    """Whom the report names, longest first, and as what; what is too short to be a name is left."""
    planes = report.planes
    given = ((planes.you_to_org, SETUP), (planes.sixsense_to_org, INTEGRATION))
    roles = {plane.identity: role for plane, role in given if "@" in plane.identity}
    for finding in report.findings:
        if finding.evidence.grade is not Grade.ATTESTED:
            roles[finding.evidence.by] = CONNECTED
    roles[planes.bot_to_org.identity] = CONNECTED
    names = sorted((n for n in roles if len(n) >= _NAME), key=len, reverse=True)
    return {name: roles[name] for name in names}


def _plane(plane: Plane, roles: Roles) -> Plane:
    identity, why = masked(plane.identity, roles), masked(plane.why, roles)
    return Plane(state=plane.state, identity=identity, why=why)


def _finding(finding: Finding, roles: Roles) -> Finding:
    evidence = finding.evidence
    attested = evidence.grade is Grade.ATTESTED
    shown = Evidence(
        seen=masked(evidence.seen, roles),
        wanted=masked(evidence.wanted, roles),
        by=masked(evidence.by) if attested else CONNECTED,
        at=evidence.at,
        api=evidence.api,
        grade=evidence.grade,
        grant=masked(evidence.grant, roles),
    )
    return finding.model_copy(update={"evidence": shown})
