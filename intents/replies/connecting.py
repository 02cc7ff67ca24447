"""What people are told while an org is being connected: in Slack, in a terminal, on a page."""

from collections.abc import Iterable, Sequence

from intents.asked.orgs import PARTS, Connect, NamePerson, Orgs
from intents.fact import Fact, Heard, Refused, Unlearnt, Why
from intents.facts import FACTS
from intents.intent import CheckOrg
from intents.known import Facts, about
from intents.org.suggest import Suggestion, suggestions
from intents.replies.own_app import refusal
from intents.replies.sheet import Line, Mark, Sheet, Way
from intents.reply import Coverage
from intents.report import kinds, report

_ROOM = 420  # characters of one line's detail that Slack shows whole
_BY_NAME = {str(part): part for part in PARTS}
READS_ONLY = "I read settings, never customer records, and I change nothing by looking."


def kind_of(*, is_sandbox: bool | None) -> str:
    """Sandbox or production, in one word; "" where it is not known."""
    return {True: "sandbox", False: "production", None: ""}[is_sandbox]


def invitation(org: str, url: str, host: str) -> Sheet:
    """The private message with the link."""
    return Sheet(
        title=f"Connect {org}",
        lead=f"Sign in to Salesforce at {host} as a user who may see Setup, best one that is the "
        "bot's own: I see what that user may see.",
        ways=(Way(label="Connect", url=url, style="primary"),),
        small=f"This link is yours alone, works once, and for ten minutes. {READS_ONLY}",
    )


def taken(org: str) -> Sheet:
    """The name has an org already."""
    return Sheet(
        title=f"{org} is connected already",
        lead="Connect it again if my access has ended. Another org needs another name.",
        ways=(
            Way(label="Connect again", intent=Connect(org=org, again=True), style="primary"),
            Way(label=f"Check {org}", intent=CheckOrg(org=org)),
            Way(label="All orgs", intent=Orgs()),
        ),
    )


def start_page(org: str, who: str, workspace: str, host: str, url: str) -> Sheet:
    """The page behind the link: who asked, for what, and on to Salesforce."""
    return Sheet(
        title=f"Connect {org}",
        lead=f"{who} asked to connect a Salesforce org as {org}, for {workspace}. "
        "Go on only if that was you, or you know them and mean to.",
        lines=(
            Line(text=f"You sign in at {host}, and Salesforce asks you to allow access."),
            Line(text="The bot then looks at settings with the rights of the user you sign in as."),
        ),
        ways=(Way(label="Continue to Salesforce", url=url, style="primary"),),
        small=READS_ONLY,
    )


def connected_page(org: str, who: str, name: str, kind: str, username: str) -> Sheet:
    """The page after a sign-in that worked: what came of it, for whom, and how to end it."""
    return Sheet(
        title=f"{org} is connected",
        lines=(
            Line(text=f"{name}, {kind}", mark="ok"),
            Line(text=f"Signed in as {username}", mark="ok"),
            Line(
                text=f"{who} asked for it, and looks through the bot now. Not what you meant? "
                "Revoke it in Salesforce: Setup, OAuth usage of the app that you just allowed."
            ),
        ),
        small="You can close this page: what I see there is told in a moment, where it was asked.",
    )


def connected(org: str, lines: Iterable[tuple[str, Mark]], heard: Heard) -> Sheet:
    """The confirmation: which org, as whom, what I see of it, what I will read, what next."""
    intent, hints = CheckOrg(org=org), suggestions(Facts(heard))
    return Sheet(
        title=f"{org} is connected",
        lines=(
            *(Line(text=text, mark=mark) for text, mark in lines),
            _sight(report(intent, heard).coverage, _unnamed(heard)),
            Line(text="What I read, each time somebody checks:"),
            *(Line(text=text) for text in _ledger(kinds(intent))),
            Line(text="Next: say who set 6sense up there, and which user it connects as."),
            *(_hint(org, found) for found in hints),
        ),
        ways=(
            Way(label="Check now", intent=intent, style="primary"),
            Way(label="Name the users", intent=NamePerson(org=org)),
        ),
        small=READS_ONLY,
    )


def _hint(org: str, found: Suggestion) -> Line:
    """Who seems to have a part, one press from being named."""
    part, who = _BY_NAME[found.role], found.username
    return Line(
        text=f"{who} may be the {PARTS[part]}: {found.why}",
        ways=(Way(label="So it is", intent=NamePerson(org=org, part=part, username=who)),),
    )


def _sight(coverage: Coverage, unnamed: set[str]) -> Line:
    """How much of what could be asked was seen; what hangs on users nobody has named is no lack."""
    missing = [text for text in coverage.missing if text.partition(":")[0] not in unnamed]
    return Line(
        text=f"I can see {coverage.seen} of {coverage.seen + len(missing)} things I look at",
        mark="warn" if missing else "ok",
        detail=f"Not seen: {'; '.join(missing)}" if missing else "",
    )


def _unnamed(heard: Heard) -> set[str]:
    return {
        about(FACTS[name])
        for name, answer in heard.answers.items()
        if isinstance(answer, Refused) and answer.unlearnt.why is Why.UNNAMED and name in FACTS
    }


def _ledger(wanted: Sequence[type[Fact]]) -> list[str]:
    """Everything a check reads, by its plain name, in pieces that Slack shows whole."""
    lines: list[str] = []
    for name in dict.fromkeys(about(kind) for kind in wanted):
        if lines and len(lines[-1]) + len(name) < _ROOM:
            lines[-1] += f", {name}"
        else:
            lines.append(name)
    return lines


def refused(again: Connect, why: Unlearnt, setup: str = "") -> Sheet:
    """A sign-in that came to nothing: what it means, what to do, who can; and the way back."""
    org = again.org
    meaning = refusal(why.code, why.says)
    if meaning is None:
        return not_connected(org, why.says, "Try again with a new link.")
    told = [Line(text=f"Next: {meaning.next}"), Line(text=f"Who: {meaning.who}")]
    if meaning.where:
        label, _, path = meaning.where.partition(" — ")
        there = (Way(label=label, url=f"{setup}{path}"),) if setup else ()
        told.append(Line(text=f"Where: {label}", ways=there))
    return Sheet(
        title=f"{org} is not connected",
        lead=f"{meaning.says[0].upper()}{meaning.says[1:]}.",
        lines=tuple(told),
        ways=(Way(label="Connect", intent=again, style="primary"),),
        small=f"{why.says}. Nothing was stored.",
    )


def not_connected(org: str, says: str, then: str) -> Sheet:
    """A sign-in that was turned away by ourselves."""
    return Sheet(
        title=f"{org} is not connected" if org else "Not connected",
        lead=says if says.endswith(".") else f"{says[0].upper()}{says[1:]}.",
        lines=(Line(text=f"Next: {then}"),),
        small="Nothing was stored.",
    )


def another_org(org: str, told: str, home: str) -> Sheet:
    """The name belongs to another org than the one that was signed in to."""
    return not_connected(
        org,
        f"{org} is the org {home}, and you signed in to {told}.",
        f"Sign in to the right org. If {org} is a sandbox that was refreshed, it is a new org "
        f"now: /6sense disconnect {org}, then connect it.",
    )


def of_the_wrong_kind(org: str, kind: str, wanted: str) -> Sheet:
    """Production was said and a sandbox came, or the other way round."""
    return not_connected(
        org,
        f"That org is a {kind} org, and you asked for {wanted}.",
        f"If it is the org you mean: /6sense connect {org} {kind}",
    )


def known_already(org: str, other: str) -> Sheet:
    """The same org has another name here."""
    return not_connected(
        org,
        f"That org is connected here already, as {other}.",
        f"Use {other}, or give it the other name: /6sense rename {other} {org}",
    )
