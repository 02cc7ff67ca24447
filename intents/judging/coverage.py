"""How much we were allowed to see: the coverage meter."""

from collections.abc import Iterable

from intents.fact import Fact, Unlearnt
from intents.known import Facts, about
from intents.reply import Coverage


def covered(facts: Facts) -> Coverage:
    """What of the facts this run wanted was seen, and what each unseen one would take."""
    wanted = facts.wanted
    unseen = {kind: why for kind in wanted if (why := facts.unlearnt(kind))}
    missing = tuple(_line(kind, why) for kind, why in unseen.items())
    return Coverage(seen=len(wanted) - len(unseen), total=len(wanted), missing=missing)


def grants(unlearnt: Iterable[Unlearnt]) -> tuple[str, ...]:
    """The rights that would show what is missing, each once."""
    return tuple(dict.fromkeys(one.grant for one in unlearnt if one.grant))


def _line(kind: type[Fact], why: Unlearnt) -> str:
    name = about(kind)
    if why.grant:
        return f"{name}: needs {why.grant}"
    return why.says if why.says.startswith(name) else f"{name}: {why.says}"


def sentence(facts: Facts) -> str:
    """`14 of 17 facts seen; grant X to see the rest`."""
    meter = covered(facts)
    said = f"{meter.seen} of {meter.total} facts seen"
    wanted = grants(why for kind in facts.wanted if (why := facts.unlearnt(kind)))
    if wanted:
        return f"{said}; grant {', '.join(wanted)} to see the rest"
    return f"{said}; {meter.missing[0]}" if meter.missing else said
