"""A walkthrough on its way: one playbook, walked by one person, as a value that is stored as JSON.

What moves it on is in `intents.walks.moves`; a look into the org is asked for here. The place is
kept by the name of a step, so that a playbook may change while somebody walks it.
"""

from collections.abc import Iterable
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from intents.asker import Person
from intents.fact import Fact
from intents.facts import FACTS
from intents.finding import Status
from intents.intent import CheckOrg
from intents.playbook import Judged, Playbook, Step
from intents.report import kinds, kinds_of


class State(StrEnum):
    """How a step stands. Only what the org showed is `true`; a person's word is `attested`."""

    OPEN = "open"
    WAITING = "waiting"  # somebody said it is done; we look again by ourselves
    TRUE = "true"
    ATTESTED = "attested"
    SKIPPED = "skipped"


#: The main button of a measured step.
DONE = "Done \N{EN DASH} check it"

#: A step that nobody has to do any more.
SETTLED = frozenset({State.TRUE, State.ATTESTED, State.SKIPPED})


class _Value(BaseModel):
    # A stored walk outlives releases: what a later one wrote down must not stop an earlier one.
    model_config = ConfigDict(frozen=True, extra="ignore")


class Stand(_Value):
    """How one step stands.

    Attributes:
        by: the Slack user who said so; "" = nobody, it was seen.
        at: since when (UTC, ISO 8601).
        reason: why it was skipped, or opened again; of a true one, why it is not needed.
        until: till when we look by ourselves, while waiting.
        revisited: somebody went back to it, and has not yet said that it is done again.
    """

    state: State = State.OPEN
    by: str = ""
    at: str = ""
    reason: str = ""
    until: str = ""
    revisited: bool = False

    @property
    def settled(self) -> bool:
        """Whether the walkthrough may leave it behind."""
        return self.state in SETTLED

    @property
    def needless(self) -> bool:
        """Whether nobody needs it here: what it is about does not apply, and `reason` says why."""
        return self.state is State.TRUE and bool(self.reason)


class Seen(_Value):
    """What the last look showed of one check: the worst of its findings that weigh.

    `status` of something blocked is that of what stands in its way, which `behind` names.
    """

    status: Status
    seen: str = ""
    wanted: str = ""
    at: str = ""
    behind: str = ""

    @property
    def good(self) -> bool:
        """Whether it proves its check."""
        return self.status in (Status.OK, Status.NOT_APPLICABLE) and not self.behind


class End(_Value):
    """How a walkthrough ended: when, and who stopped it; `by` "" = no step was left."""

    at: str
    by: str = ""


class Walk(_Value):
    """One walkthrough.

    Attributes:
        receipt: its name in buttons; begins with "w" once stored.
        version: of the playbook it was last walked by.
        org: the connection's name; "" = none, then every step is a person's word.
        person: who walks it.
        asked_by: who began it, and sees its progress.
        begun: when (UTC).
        here: the step it is at.
        stands: every step there ever was in it, by name.
        seen: what the org last showed, by check.
        setup_url: where the org's Setup pages begin, "" = not known.
        sandbox: the kind of org, None = not known.
        reminders: whether to remind the person.
        end: None = it goes on.
    """

    receipt: str = ""
    playbook: str
    version: str
    org: str = ""
    person: Person
    asked_by: Person
    begun: str
    here: str
    stands: dict[str, Stand]
    seen: dict[str, Seen] = {}
    setup_url: str = ""
    sandbox: bool | None = None
    reminders: bool = True
    end: End | None = None

    @property
    def stopped(self) -> bool:
        """Whether somebody ended it before its last step."""
        return self.end is not None and self.end.by != ""

    def stand(self, step: str) -> Stand:
        """How a step stands; open where nothing is known of it."""
        return self.stands.get(step, Stand())

    def finished(self, playbook: Playbook) -> bool:
        """Whether no step is left."""
        return all(self.stand(name).settled for name in playbook.names)

    def left_out(self, playbook: Playbook, step: Step) -> frozenset[str]:
        """Checks of other steps that were skipped: not asked for again here."""
        others = (s for s in playbook.steps if s.name != step.name)
        return frozenset(
            check
            for other in others
            if self.stand(other.name).state is State.SKIPPED
            for check in other.checks
        )

    def measurable(self, playbook: Playbook, step: Step) -> bool:
        """Whether the org can show that a step is so."""
        return bool(self.org and self.proofs(playbook, step))

    def proofs(self, playbook: Playbook, step: Step) -> tuple[str, ...]:
        """The checks that prove a step on this walk."""
        out = self.left_out(playbook, step)
        return tuple(check for check in step.checks if check not in out)


def asks(walk: Walk, playbook: Playbook) -> CheckOrg | None:
    """What to judge for the step it is at; None where there is nothing to look at.

    Steps of one form are saved together, so they are looked at together.
    """
    here = playbook.step(walk.here)
    form = [s for s in playbook.steps if here.form and s.form == here.form]
    proofs = (c for s in (here, *form) for c in walk.proofs(playbook, s))
    checks = (*proofs, *here.looks[len(here.checks) :])
    return _asked(here.track or playbook.track, walk.org, checks)


def needs(walk: Walk, playbook: Playbook) -> tuple[type[Fact], ...]:
    """Just the facts of the step it is at; judge them together with what was heard before."""
    asked = asks(walk, playbook)
    wanted = {kind for check in (asked.only if asked else ()) for kind in kinds_of(check)}
    return tuple(kind for kind in FACTS.values() if kind in wanted)


def asks_at_opening(playbook: Playbook, org: str) -> CheckOrg | None:
    """What to judge before the first step, so that what is true already is ticked."""
    mine = (step for step in playbook.steps if step.track in (None, playbook.track))
    return _asked(playbook.track, org, (c for step in mine for c in step.looks))


def _asked(track: Judged, org: str, checks: Iterable[str]) -> CheckOrg | None:
    only = tuple(dict.fromkeys(checks))
    return CheckOrg(org=org, track=track, only=only) if org and only else None


def kinds_for_opening(playbook: Playbook, org: str) -> tuple[type[Fact], ...]:
    """Every fact the opening takes."""
    asked = asks_at_opening(playbook, org)
    return kinds(asked) if asked else ()
