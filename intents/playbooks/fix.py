"""One walkthrough for each error: the cause as its checks show it, repair, retry, verify.

Where a check is proven by a step of a main playbook, the repair is that step with its words;
where by none, it is made of the check's own words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.resources import files

from intents.check import Group
from intents.checks import CHECKS
from intents.error import Error, Kind
from intents.playbook import Page, Playbook, Step
from intents.playbooks.written import sections, step_worded, worded
from intents.words import words

#: How the title of each begins, in `fix.md`.
MEND = "Mend: "
#: Proven by a login alone: retrying it is the repair.
_BY_LOGIN = ("eca-authorised", "legacy-user-authorised")
#: Steps that sum up others: no repair.
_SUMS = ("save", "verify", "verify-access")
#: The two kinds of app; no org needs what is asked for both.
_APP = {
    Group.ECA: "the External Client App",
    Group.LEGACY: "the old Connected App",
}
#: A step that shows what another brings about, and that other.
_BEFORE = {"verify-installed": "install-package"}


def fixes(errors: Iterable[Error], main: Sequence[Playbook]) -> tuple[Playbook, ...]:
    """The walkthroughs of these errors, their repairs taken from the `main` playbooks."""
    text = (files("intents.playbooks") / "fix.md").read_text(encoding="utf-8")
    return tuple(_fix(error, main, text) for error in errors)


def _fix(error: Error, main: Sequence[Playbook], text: str) -> Playbook:
    """Cause, repairs, retry, verify; what cannot be repaired here is handed over."""
    repairs = _repairs(error, main)
    proofs = tuple(dict.fromkeys(c for s in repairs for c in s.checks))
    logins = tuple(c for c in error.checks if c in _BY_LOGIN)
    mine = {
        "cause": Step("cause", shows=error.checks, astray=tuple(_unlike(error))),
        "hand-over": Step("hand-over"),
        "retry-login": Step("retry-login", shows=logins),
        "try-again": Step("try-again", shows=logins),
        "verify": Step("verify", checks=(*proofs, *logins), last=True),
    }
    head, said = sections(_filled(text, error))
    told = {name: step_worded(mine[name], *said[name]) for name in mine}
    told["cause"] = replace(told["cause"], astray=mine["cause"].astray)
    api = all(code.kind is Kind.API for code in error.codes)
    steps = [
        told["cause"],
        *(repairs or ([] if logins else [told["hand-over"]])),
        told["try-again" if api else "retry-login"],
        *([told["verify"]] if proofs or logins else []),
    ]
    return worded(Playbook(f"fix-{error.slug}", steps=tuple(steps)), head)


def _repairs(error: Error, main: Sequence[Playbook]) -> list[Step]:
    """The steps that mend what its checks show, in the order of the main playbooks."""
    order = {(s.name, s.checks): s for book in main for s in book.steps if s.name not in _SUMS}
    rank = list(order)
    found: dict[tuple[str, tuple[str, ...]], Step] = {}
    first: list[Step] = []
    last: list[Step] = []  # what stands in the app needs the app
    for check in filter(_mends, error.checks):
        by = [key for key in rank if check in key[1]]
        if not by:
            (last if CHECKS[check].group is Group.ECA else first).append(_own(check))
            continue
        name, checks = min(by, key=lambda key: len(key[1]))
        for key in [k for k in rank if k[0] == _BEFORE.get(name)] + [(name, checks)]:
            found[key] = order[key]
    names = {name for name, _ in found}
    steps = [
        replace(step, form="", detours=tuple(d for d in step.detours if d.to in names))
        for _, step in sorted(found.items(), key=lambda pair: rank.index(pair[0]))
    ]
    return _apart([*first, *steps, *last])


def _apart(steps: list[Step]) -> list[Step]:
    """Where some are for one kind of app and some for the other, each says for which."""
    kinds = [{CHECKS[check].group for check in step.checks} & _APP.keys() for step in steps]
    if len(set().union(*kinds)) < len(_APP):
        return steps
    return [
        replace(step, lead=f"Only where 6sense is to use {_APP[kind.pop()]}. {step.lead}")
        if len(kind) == 1
        else step
        for step, kind in zip(steps, kinds, strict=True)
    ]


def _mends(check: str) -> bool:
    """Whether something in the org can be mended about it: not what only colours a report."""
    known = CHECKS.get(check)
    return (
        known is not None
        and known.decisive
        and known.group is not Group.BOT
        and check not in (*_BY_LOGIN, "api-access-control")
    )


def _own(check: str) -> Step:
    """A repair out of a check's own words."""
    said = words(check)
    return Step(
        f"mend-{check}",
        checks=(check,),
        title=said.next.removesuffix("."),
        lead=said.why,
        do=said.steps,
        notes=said.notes,
        pages=(Page(said.where, said.path),),
        who=said.who,
        source=said.source,
    )


def _unlike(error: Error) -> list[str]:
    ask = [error.ask] if error.ask else []
    return [f"{other[:1].upper()}{other[1:]}." for other in error.unlike] + ask


def _filled(text: str, error: Error) -> str:
    whose = error.who if error.who in ("setup user", "integration user") else "integration user"
    holes = {
        "{name}": error.name,
        "{cause}": error.cause,
        "{codes}": ", ".join(f"`{code.text}`" for code in error.codes[:4]),
        "{next}": error.next,
        "{short}": error.next.removesuffix("."),
        "{who}": error.who,
        "{whose}": whose,
        "{source}": error.source,
    }
    for hole, value in holes.items():
        text = text.replace(hole, value)
    return text
