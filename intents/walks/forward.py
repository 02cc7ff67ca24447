"""*I can't do this*: a message to forward to somebody who can."""

from collections.abc import Sequence
from dataclasses import dataclass

from intents.playbook import Playbook
from intents.walk import Walk
from intents.walks.where import address

_NAMED = 5


@dataclass(frozen=True)
class Forward:
    """Something to copy to a colleague.

    Attributes:
        text: the message, plain text of a few lines.
        permission: what that person needs in Salesforce ("" = nothing special).
        able: who in the org has it, as far as it is known and may be told.
    """

    text: str
    permission: str = ""
    able: tuple[str, ...] = ()


def cannot_do(walk: Walk, playbook: Playbook, step: str, able: Sequence[str] = ()) -> Forward:
    """The message for one step, naming the permission it takes.

    Args:
        walk: the walkthrough.
        playbook: its playbook.
        step: which step cannot be done.
        able: people of the org who have the permission, where the asker may know them.

    Raises:
        ValueError: there is no such step.
    """
    one = playbook.step(step)
    org = f" in the Salesforce org {walk.org}" if walk.org else " in our Salesforce org"
    where = [f"{p.label}: {url}" if url else p.label for p, url in address(walk, one)]
    lines = [
        f"Hello, for our 6sense connection I need your help{org}.",
        "",
        f"Please: {one.title}.",
        one.lead,
        *([f"Careful: {one.warning}"] if one.warning else []),
        *(f"{n}. {click}" for n, click in enumerate(one.do, 1)),
        f"Where: {'; '.join(where)}" if where else "",
        f"It takes: {needed}." if (needed := _needed(one.who, one.permission)) else "",
        "",
        "Tell me when it is done, please. Thank you!",
    ]
    named = tuple(dict.fromkeys(able))[:_NAMED]
    return Forward("\n".join(_squeezed(lines)), one.permission, named)


def _needed(who: str, permission: str) -> str:
    """Who can do it, and by which permission."""
    if who == "System Administrator":
        return f"a System Administrator, or a user with: {permission}" if permission else f"a {who}"
    named = who if who in ("6sense", "Salesforce Support") else f"the {who}"
    return f"{named}, with: {permission}" if permission else named


def _squeezed(lines: Sequence[str]) -> list[str]:
    """Without two empty lines in a row."""
    return [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
