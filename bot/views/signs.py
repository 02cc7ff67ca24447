"""One sign and one word for each state. Shapes differ, so colour is never needed to tell them."""

from dataclasses import dataclass

from intents.check import Group
from intents.finding import Finding, Grade, Status
from intents.reply import Verdict


@dataclass(frozen=True)
class Sign:
    """How a state is shown: text symbol (no emoji), word, and the terminal's colour for it."""

    symbol: str
    word: str
    style: str

    def __str__(self) -> str:
        """Symbol and word together."""
        return f"{self.symbol} {self.word}"


STATUS = {
    Status.OK: Sign("✓", "OK", "green"),
    Status.WARN: Sign("!", "Warning", "yellow"),
    Status.FAIL: Sign("✗", "Fail", "bold red"),
    Status.MANUAL: Sign("☐", "For a person", "cyan"),
    Status.UNKNOWN: Sign("?", "Unknown", "magenta"),
    Status.BLOCKED: Sign("⊘", "Waits", "magenta"),
    Status.NOT_APPLICABLE: Sign("-", "Does not apply", "dim"),
}

VERDICT = {
    Verdict.OK: STATUS[Status.OK],
    Verdict.WARN: STATUS[Status.WARN],
    Verdict.FAIL: STATUS[Status.FAIL],
    Verdict.UNKNOWN: STATUS[Status.UNKNOWN],
}

#: A person's word is shown as what it is, never as a measured ok.
CONFIRMED = Sign("☑", "Confirmed", "cyan")

GROUP = {
    Group.BOT: "Can the bot look",
    Group.ECA: "External Client App",
    Group.LEGACY: "Connected App (legacy)",
    Group.APP: "The 6sense app",
    Group.PEOPLE: "Access and people",
    Group.PERSON: "In 6sense's own settings",
}

#: What is wrong comes first, what is fine last.
_WORST_FIRST = (
    Status.FAIL,
    Status.UNKNOWN,
    Status.BLOCKED,
    Status.WARN,
    Status.MANUAL,
    Status.OK,
    Status.NOT_APPLICABLE,
)


def rank(status: Status) -> int:
    """0 is the worst."""
    return _WORST_FIRST.index(status)


def confirmed(finding: Finding) -> bool:
    """Whether a person has given their word for it."""
    return finding.evidence.grade is Grade.ATTESTED


def sign(finding: Finding) -> Sign:
    """A finding's sign; an attested one has its own."""
    return CONFIRMED if confirmed(finding) else STATUS[finding.status]


#: The marks of a sheet's lines.
MARK = {
    "ok": STATUS[Status.OK],
    "warn": STATUS[Status.WARN],
    "fail": STATUS[Status.FAIL],
    "unknown": STATUS[Status.UNKNOWN],
}
