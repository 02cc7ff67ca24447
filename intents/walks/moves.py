"""What people do on a walkthrough: each gives the walk after it, or a `Note` that says why not.

A person's word is taken where only a person can see, or the org will not say; it is kept as a
word. `at` is always the moment of the event (UTC, ISO 8601).
"""

from intents.finding import Status
from intents.playbook import Playbook, Step
from intents.reply import Note
from intents.walk import DONE, End, Stand, State, Walk
from intents.walks.looks import placed, rested

_DOUBT = frozenset({Status.UNKNOWN, Status.MANUAL})
_REASON = 300  # characters of a reason


def _settled(walk: Walk, playbook: Playbook, stand: Stand) -> Walk:
    """The step it is at stands so now; on to the next."""
    after = walk.model_copy(update={"stands": {**walk.stands, walk.here: stand}})
    return placed(after, playbook, walk)


def confirmable(walk: Walk, playbook: Playbook, step: Step) -> bool:
    """Whether a person's word counts: only a person can see it, or the org would not say."""
    if not walk.measurable(playbook, step):
        return True
    proofs = walk.proofs(playbook, step)
    open_ = [walk.seen.get(c) for c in proofs if c not in walk.seen or not walk.seen[c].good]
    doubt = _DOUBT | ({Status.WARN} if step.debatable else set())
    return bool(open_) and all(one is not None and one.status in doubt for one in open_)


def confirmed(walk: Walk, playbook: Playbook, step: str, by: str, at: str) -> Walk | Note:
    """A named person's word for the step it is at; refused where the org says otherwise."""
    if elsewhere := misplaced(walk, playbook, step):
        return elsewhere
    one = playbook.step(step)
    if not confirmable(walk, playbook, one):
        return contradicted(walk, playbook, one)
    return _settled(walk, playbook, Stand(state=State.ATTESTED, by=by, at=at))


def contradicted(walk: Walk, playbook: Playbook, step: Step) -> Note:
    """Done? Not as far as the org shows: what it shows instead, and what was wanted."""
    seen = [walk.seen[c] for c in walk.proofs(playbook, step) if c in walk.seen]
    wrong = [one for one in seen if not one.good]
    if not wrong:
        return Note(says="I can look at this one myself.", next=f"Press {DONE}, and I look.")
    shows = "; ".join(f"{one.seen or 'nothing'}, wanted {one.wanted}" for one in wrong)
    return Note(
        says=f"The org shows otherwise: {shows}.",
        next=f"Change it in Salesforce, save, and press {DONE}.",
    )


def skipped(
    walk: Walk, playbook: Playbook, step: str, by: str, at: str, reason: str
) -> Walk | Note:
    """The step is left out, and why."""
    if elsewhere := misplaced(walk, playbook, step):
        return elsewhere
    why = " ".join(reason.split())[:_REASON]
    if not why:
        return Note(says="A step is skipped with a reason.", next="Press Skip… again, and say why.")
    return _settled(walk, playbook, Stand(state=State.SKIPPED, by=by, at=at, reason=why))


def back(walk: Walk, playbook: Playbook, step: str, at: str, to: str = "") -> Walk | Note:
    """To the step before, or to the earlier step `to`; it is open again, all others as they are."""
    if walk.stopped:
        return over(walk)
    if step not in playbook.names:
        return _gone()
    names = playbook.names
    if step != walk.here and not walk.finished(playbook):
        return Note(
            says=f"You are at another step now: {playbook.step(walk.here).title}.",
            next="Use the buttons of that step.",
        )
    at_step = names.index(step)
    target = to if to in names[:at_step] else names[at_step - 1] if at_step else ""
    if not target:
        return Note(says="This is the first step.", next="There is nothing before it.")
    stands = {**walk.stands, target: Stand(at=at, revisited=True)}
    return walk.model_copy(update={"here": target, "stands": stands, "end": None})


def stopped(walk: Walk, by: str, at: str) -> Walk | Note:
    """It ends where it stands; nobody is reminded or waited for any more."""
    if walk.end:
        return over(walk)
    return rested(walk, at).model_copy(update={"end": End(at=at, by=by)})


def over(walk: Walk) -> Note:
    """Nothing of it is left to do; how to do it once more."""
    return Note(
        says=f"This walkthrough {'was stopped' if walk.stopped else 'is over'}.",
        next=f"Begin it anew: `/6sense guide {walk.playbook}`. What the org shows is ticked then.",
    )


def misplaced(walk: Walk, playbook: Playbook, step: str) -> Note | None:
    """Why a button of this step does not count now; None where it does."""
    if walk.stopped:
        return over(walk)
    if step not in playbook.names:
        return _gone()
    stand = walk.stand(step)
    if stand.settled:
        return Note(says="This step is behind you already.", next="Go on with the newest message.")
    if step != walk.here:
        return Note(
            says=f"You are at another step now: {playbook.step(walk.here).title}.",
            next="Use the buttons of that step.",
        )
    return None


def _gone() -> Note:
    return Note(
        says="This step is no longer part of the walkthrough.",
        next="Go on with the newest message.",
    )
