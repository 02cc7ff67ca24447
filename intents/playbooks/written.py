"""The words of a playbook: the Markdown beside it, typed, joined with its structure.

# Title                     what comes out of it
opening …
## Takes                    how long
## Source
## step-name: Title         one for each step, in the order of the steps
lead …
### Do, Where, Who, Source  each; Warning, Picture, If not, Needs where there is one
"""

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files

from intents.org.vendor import VENDOR
from intents.playbook import Page, Playbook, Step
from intents.words import PEOPLE

#: What the words may name without holding it: the vendor's identifiers have one home.
_NAMED = {
    "{package}": VENDOR.package.version,
    "{production}": VENDOR.install.production,
    "{sandbox}": VENDOR.install.sandbox,
    "{app}": VENDOR.app.name,
    "{legacy}": VENDOR.legacy.apps[0],
    "{legacy-policies}": VENDOR.legacy.apps[-1],
}
_STEP = re.compile(r"^## ([a-z0-9-]+): (.+)\n", re.MULTILINE)
_PART = re.compile(r"^#{2,3} ([A-Z][a-z ]+)\n", re.MULTILINE)
_NEEDED = {"Do", "Who", "Where", "Source"}
_KNOWN = _NEEDED | {"Warning", "Picture", "If not", "Needs"}
_ITEM = re.compile(r"^(?:\d+\.|-)\s+", re.MULTILINE)


@cache
def written(bare: Playbook) -> Playbook:
    """The playbook with the words of the Markdown beside it.

    Raises:
        FileNotFoundError: there is none.
        ValueError: it does not fit the playbook.
    """
    path = files("intents.playbooks") / f"{bare.name.replace('-', '_')}.md"
    return worded(bare, path.read_text(encoding="utf-8"))


def worded(bare: Playbook, text: str) -> Playbook:
    """The playbook with the words of its Markdown.

    Raises:
        ValueError: a step has no words, words have no step, or a section is missing or unknown.
    """
    head, said = sections(text)
    bald = [step.name for step in bare.steps if not step.title]  # others bring their words along
    if list(said) != bald:
        raise ValueError(f"{bare.name}: words for {list(said)}, wanted for {bald}")
    title, opening, parts = _parts(bare.name, head, {"Takes", "Source"}, {"Takes", "Source"})
    worded_ = (s if s.title else step_worded(s, *said[s.name]) for s in bare.steps)
    return replace(
        bare,
        steps=tuple(worded_),
        title=title,
        opening=opening,
        takes=_line(parts["Takes"]),
        source=_line(parts["Source"]),
    )


def sections(text: str) -> tuple[str, dict[str, tuple[str, str]]]:
    """What stands before the first step, and each step's title and text."""
    for hole, value in _NAMED.items():
        text = text.replace(hole, value)
    head, *rest = _STEP.split(text)
    return head, {n: (t, b) for n, t, b in zip(rest[::3], rest[1::3], rest[2::3], strict=True)}


def step_worded(step: Step, title: str, text: str) -> Step:
    """One step with its title and the sections of its text.

    Raises:
        ValueError: a section is missing or unknown, or nobody of that name can be asked.
    """
    _, lead, said = _parts(step.name, f"# {title}\n{text}", _NEEDED, _KNOWN)
    if (who := _line(said["Who"])) not in PEOPLE:
        raise ValueError(f"{step.name}: nobody is called {who}")
    return replace(
        step,
        title=title,
        lead=lead,
        do=items(said["Do"]),
        warning=_line(said.get("Warning", "")),
        picture=said.get("Picture", "").strip().removeprefix("```").removesuffix("```").strip("\n"),
        astray=items(said.get("If not", "")),
        pages=tuple(_page(line) for line in said["Where"].splitlines() if line.strip()),
        who=who,
        permission=_line(said.get("Needs", "")),
        source=_line(said["Source"]),
    )


def items(text: str) -> tuple[str, ...]:
    """The items of a list, each on one line."""
    return tuple(_line(item) for item in _ITEM.split(text) if item.strip())


def _parts(
    name: str, text: str, needed: set[str], known: set[str]
) -> tuple[str, str, dict[str, str]]:
    opening, *rest = _PART.split(text)
    said = dict(zip(rest[::2], rest[1::2], strict=True))
    title, _, lead = opening.strip().partition("\n")
    if not title.startswith("# ") or needed - set(said) or set(said) - known:
        raise ValueError(f"{name}: the title or a section is missing, or unknown")
    return title.removeprefix("# "), _line(lead), said


def _page(line: str) -> Page:
    label, _, path = line.strip().removeprefix("- ").partition(" — ")
    return Page(label, path)


def _line(text: str) -> str:
    return " ".join(text.split())
