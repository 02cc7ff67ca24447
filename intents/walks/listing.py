"""A whole walkthrough as one list, for a place where nobody can be led step by step."""

from collections.abc import Iterator

from intents.asker import Person
from intents.playbook import Playbook, Step
from intents.replies.sheet import Line, Mark, Sheet, Way
from intents.walk import State, Walk
from intents.walks.looks import opened
from intents.walks.where import address

_HOW = {State.TRUE: "measured", State.ATTESTED: "a person's word", State.SKIPPED: "skipped"}
_NOBODY = Person("", "")


def listed(playbook: Playbook, walk: Walk | None = None) -> Sheet:
    """Every step with who does it, its clicks, its warning, what may look otherwise, and where.

    Of a `walk` on its way, steps that are settled are one line each, with how they are known.
    """
    at_org = walk or opened(playbook, person=_NOBODY, asked_by=_NOBODY, at="")
    numbered = enumerate(playbook.steps, 1)
    return Sheet(
        title=playbook.title,
        lead=f"{playbook.opening} {playbook.takes}.{_ticked(at_org, playbook)}",
        lines=tuple(line for at, one in numbered for line in _lines(at_org, at, one)),
        small=f"Source: {playbook.source}",
    )


def _ticked(walk: Walk, playbook: Playbook) -> str:
    return f" {already(walk, playbook)}" if walk.seen else ""


def already(walk: Walk, playbook: Playbook) -> str:
    """How much of it is true before anybody did anything, and how much nobody needs."""
    stands = [walk.stand(name) for name in playbook.names]
    spared = sum(stand.needless for stand in stands)
    done, total = sum(stand.state is State.TRUE for stand in stands) - spared, len(stands)
    less = f", {spared} {'is' if spared == 1 else 'are'} not needed here" if spared else ""
    return f"{done} of {total} steps are true already{less}."


def _lines(walk: Walk, at: int, one: Step) -> Iterator[Line]:
    if walk.stand(one.name).settled:
        yield _settled(walk, at, one)
        return
    yield Line(
        text=f"{at}. {one.title} ({one.who})",
        detail=one.lead,
        ways=tuple(Way(label=page.label, url=url) for page, url in address(walk, one) if url),
    )
    if one.warning:
        yield Line(text=f"Careful: {one.warning}", mark="warn")
    for number, click in enumerate(one.do, 1):
        yield Line(text=f"{at}.{number} {click}")
    for remark in one.notes:
        yield Line(text=f"Note: {remark}")
    for unlike in one.astray:
        yield Line(text=f"If it looks otherwise: {unlike}")


def _settled(walk: Walk, at: int, one: Step) -> Line:
    stand = walk.stand(one.name)
    why = f": {stand.reason}" if stand.reason else ""
    mark: Mark = "ok" if stand.state is State.TRUE and not stand.needless else ""
    how = "not needed here" if stand.needless else _HOW[stand.state]
    return Line(text=f"{at}. {one.title}", mark=mark, detail=f"{how}{why}")
