"""What is known of an org during one visit: what was remembered, and over it what is new."""

import re
from dataclasses import replace
from typing import Any

from bot.orgs.client import Line
from bot.orgs.tally import Usage
from bot.store.connections import OrgConnection
from bot.store.learnt import Learnt

_INSTANCE = re.compile(r"[A-Za-z0-9]{1,20}")  # it becomes part of a URL
_SHORT = 15  # characters that the two forms of one Salesforce id share


class Memory:
    """Reads as `Learnt`; keeps the news apart, so that storing them overwrites nobody else's."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._news: dict[str, Any] = {}

    @property
    def learnt(self) -> Learnt:
        """As it stands now. A token renewed during the visit brings its own news."""
        return replace(self._line.connection.learnt, **self._news)

    def note(self, **news: Any) -> None:  # noqa: ANN401 -- fields of Learnt
        """Remember these fields."""
        self._news |= news

    def met(self, user_id: str, org_id: str, username: str) -> None:
        """Whom the org took us for."""
        home = self.learnt.home_org or org_id
        self.note(user_id=user_id, org_id=org_id, username=username, home_org=home)

    def saw_org(self, org_id: str, instance: str) -> None:
        """What the org says of itself. Another id than the one we met is remembered as seen."""
        known = self.learnt
        if org_id[:_SHORT] != known.org_id[:_SHORT]:
            self.note(org_id=org_id, home_org=known.home_org or org_id)
        if _INSTANCE.fullmatch(instance) and instance != known.instance:
            self.note(instance=instance)

    def forget(self, sobject: str) -> None:
        """A describe turned out to be old."""
        kept = {name: fields for name, fields in self.learnt.describes.items() if name != sobject}
        self.note(describes=kept)

    def saw_usage(self, usage: Usage) -> None:
        """How much of the API budget is used; a change of less than a hundredth is no news."""
        known = Usage(self.learnt.used, self.learnt.total)
        if usage.total and (not known.total or round(usage.share, 2) != round(known.share, 2)):
            self.note(used=usage.used, total=usage.total)

    def over(self, before: Learnt) -> Learnt:
        """The news, over what is stored by now."""
        return replace(before, **self._news)

    @property
    def is_news(self) -> bool:
        """Whether there is anything to store."""
        return bool(self._news)


def names(connection: OrgConnection, me: str) -> dict[str, tuple[str, ...]]:
    """What fills the holes of questions: the named people, all of them, and ourselves."""
    given = {role: (person,) for role, person in connection.people.items() if person}
    people = tuple(dict.fromkeys(person for (person,) in given.values()))
    everyone = {"people": people} if people else {}
    return given | everyone | ({"me": (me,)} if me else {})
