"""Coming back to a walkthrough whose playbook has changed meanwhile: nothing is lost."""

from dataclasses import dataclass

from intents.playbook import Playbook
from intents.walk import Stand, State, Walk

_NAMED = 4  # steps told by their titles; of the rest the number


@dataclass(frozen=True)
class Entry:
    """The walk by the playbook as it is now, and a kind sentence on what changed ("" = nothing)."""

    walk: Walk
    says: str = ""


def entered(walk: Walk, playbook: Playbook, at: str) -> Entry:
    """Go on where the walk was: the place and every step that still exists are kept by name.

    Where its step is gone, the walk is at the first open one after those that it had behind it.
    Steps that are gone stay written down: should they return, so does how they stood.
    """
    known = set(playbook.names)
    if walk.version == playbook.version and walk.here in known:
        return Entry(walk)
    fresh = [name for name in playbook.names if name not in walk.stands]
    stands = {**walk.stands, **{name: Stand(at=at) for name in fresh}}
    kept = walk.model_copy(update={"version": playbook.version, "stands": _ordered(stands, known)})
    here = walk.here if walk.here in known else _nearest(walk, playbook)
    gone = sum(1 for name in walk.stands if name not in known)
    return Entry(
        kept.model_copy(update={"here": _on_from(kept, playbook, here)}),
        _kindly(playbook, fresh, gone, walk.here not in known),
    )


def _ordered(stands: dict[str, Stand], known: set[str]) -> dict[str, Stand]:
    """A step that is gone no longer waits: nobody could look for it."""
    return {
        name: Stand(at=stand.at) if name not in known and stand.state is State.WAITING else stand
        for name, stand in stands.items()
    }


def _nearest(walk: Walk, playbook: Playbook) -> str:
    """The step after the last one of those before the walk's place that still exists."""
    old = list(walk.stands)
    before = old[: old.index(walk.here)] if walk.here in old else []
    left = [playbook.names.index(name) for name in before if name in playbook.names]
    return playbook.names[min(max(left, default=-1) + 1, len(playbook.names) - 1)]


def _on_from(walk: Walk, playbook: Playbook, here: str) -> str:
    """That step, or the first open one from there on, or any that is open."""
    names = playbook.names
    start = names.index(here)
    order = (*names[start:], *names[:start])
    return next((name for name in order if not walk.stand(name).settled), names[-1])


def _kindly(playbook: Playbook, fresh: list[str], gone: int, moved: bool) -> str:  # noqa: FBT001 -- private
    titles = [f"“{playbook.step(name).title}”" for name in fresh[:_NAMED]]
    more = len(fresh) - len(titles)
    news = [
        f"new: {', '.join(titles)}{f' and {more} more' if more else ''}" if fresh else "",
        _gone(gone, moved) if gone else "",
    ]
    what = "; ".join(text for text in news if text) or "some steps are proven in another way"
    on = "with the next one" if moved else "where you were"
    return (
        f"This walkthrough was improved while you were away ({what}). "
        f"What you have done is kept, and you go on {on}."
    )


def _gone(count: int, here: bool) -> str:  # noqa: FBT001 -- private
    """How many steps are gone, and whether the one the walk was at is among them."""
    if count == 1:
        return f"{'the step you were at' if here else '1 step'} is no longer needed"
    among = ", the one you were at among them" if here else ""
    return f"{count} steps are no longer needed{among}"
