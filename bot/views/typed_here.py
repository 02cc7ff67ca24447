"""What one types in Slack, as this program takes it."""

import re

#: Words of a command in Slack that are options here.
_OPTIONS = {
    "as": "--as",
    "only": "--only",
    "again": "--again",
    "in": "--in",
    "production": "--host production",
    "sandbox": "--host sandbox",
}
#: A command that is one here, too; the rest, and what is for somebody else, stays Slack's.
_ALIKE = re.compile(
    r"`?/6sense (?![^`.,;:]* for )"
    r"((?:access|audit|check|connect|doctor|explain|guide|triage)\b[^`.,;:]*)`?"
)


def here(said: str) -> str:
    """A text in which Slack's commands are this program's.

    >>> here("Connect it: `/6sense connect acme-prod again`, or name it: `/6sense people`")
    'Connect it: sixsense connect acme-prod --again, or name it: `/6sense people`'
    """
    return _ALIKE.sub(lambda found: f"sixsense {with_options(found[1])}", said)


def with_options(command: str) -> str:
    """The words of a command in Slack, as this program takes them.

    >>> with_options("check acme-prod as eca")
    'check acme-prod --as eca'
    """
    return " ".join(_OPTIONS.get(word, word) for word in command.split(" "))
