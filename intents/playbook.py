"""A playbook: a straight line of wanted states, each with who brings it about and what proves it.

People see "walkthrough". Structure stands in `intents/playbooks/<name>.py`, words beside it in
Markdown; `intents.playbooks.written` joins the two into one value.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from intents.intent import Track

#: By which article checks are judged; None = as the org decides itself.
Judged = Literal[Track.ECA, Track.LEGACY] | None


@dataclass(frozen=True)
class Page:
    """A page by its name; `path` on the org's own domain, "" = not in Salesforce."""

    label: str
    path: str = ""


@dataclass(frozen=True)
class Detour:
    """A way back to an earlier step, for something that can be seen not to be there."""

    label: str
    to: str


@dataclass(frozen=True)
class Step:
    """One wanted state. The fields from `title` on are its words.

    Attributes:
        name: stable: a walkthrough keeps its place by it.
        checks: what proves it, measured; none = a person's word (`manual`).
        once: once true it stays true: what it shows may rightly be undone later.
        shows: checks whose last look is shown beside it, and prove nothing.
        track: by which article its checks are judged, where not as the playbook's others.
        applies: a check that does not apply where nobody needs the step, "" = always needed.
        last: it sums up: never true before every step before it is settled.
        debatable: a warning about it is for a person to settle.
        form: steps of one form in Setup are saved, and so looked at, together.
        detours: ways back to earlier steps.
        title: the wanted state as an imperative.
        lead: what it is for, a sentence or two.
        do: exact clicks, one each, labels as Salesforce and 6sense print them.
        warning: what is dangerous about it, "" = nothing.
        picture: a diagram in plain text, "" = none.
        astray: what may look otherwise, and what it means.
        notes: what is remarked beside the clicks.
        pages: where.
        who: who can do it, one of `intents.words.PEOPLE`.
        permission: what that person needs in Salesforce, for *I can't do this*; "" = nothing.
        source: article and heading with the day it was read, or platform documentation.
    """

    name: str
    checks: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    track: Judged = None
    applies: str = ""
    once: bool = False
    last: bool = False
    debatable: bool = False
    form: str = ""
    detours: tuple[Detour, ...] = ()
    title: str = ""
    lead: str = ""
    do: tuple[str, ...] = ()
    warning: str = ""
    picture: str = ""
    astray: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()
    who: str = ""
    permission: str = ""
    source: str = ""

    @property
    def looks(self) -> tuple[str, ...]:
        """Every check to look at for it."""
        applies = (self.applies,) if self.applies else ()
        return tuple(dict.fromkeys((*self.checks, *self.shows, *applies)))

    @property
    def manual(self) -> bool:
        """Only a person can say that it is so."""
        return not self.checks


@dataclass(frozen=True)
class Playbook:
    """Steps in order, and what is said before the first.

    Attributes:
        track: by which article the org is judged on the way; None = as it decides itself.
        title: what comes out of it, as an imperative.
        opening: what and why, a few sentences.
        takes: how long.
        source: the article it follows.
    """

    name: str
    steps: tuple[Step, ...]
    track: Judged = None
    title: str = ""
    opening: str = ""
    takes: str = ""
    source: str = ""

    @cached_property
    def version(self) -> str:
        """What a walkthrough on its way depends on: steps, order, proofs. Better words are not."""
        bones = [[s.name, s.who, s.once, s.last, s.form, list(s.checks)] for s in self.steps]
        return hashlib.sha256(json.dumps(bones).encode()).hexdigest()[:12]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the steps, in order."""
        return tuple(step.name for step in self.steps)

    def before(self, name: str) -> tuple[str, ...]:
        """The names of the steps before one."""
        return self.names[: self.names.index(name)]

    def step(self, name: str) -> Step:
        """A step by its name.

        Raises:
            ValueError: there is no such step.
        """
        return self.steps[self.names.index(name)]
