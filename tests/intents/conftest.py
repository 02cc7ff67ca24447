"""An org's answers from small rows: healthy, unless a table says otherwise."""

import copy
from functools import cache
from pathlib import Path

import pytest
import yaml

from intents.fact import Heard, Refused, Said, Unlearnt, Why
from intents.facts import FACTS
from intents.question import Identity

HERE = Path(__file__).parent
AT = "2026-11-22T09:00:00Z"
NAMES = {
    "setup": ("setup@acme.example",),
    "integration": ("sync@acme.example",),
    "installer": ("installer@acme.example",),
}
BY = Identity(username="bot@acme.example", api="68.0", at=AT)


@cache
def _rows(base):
    """An org as one of the two articles asks for it: `healthy` (A), or `legacy` (B) over it."""
    rows = yaml.safe_load((HERE / f"{base}.yaml").read_text(encoding="utf-8"))
    return rows if base == "healthy" else _rows("healthy") | rows


def refused(code="INSUFFICIENT_ACCESS", why=Why.RIGHT, grant="Some Right"):
    says = f"Salesforce answered {code}"
    return Refused(unlearnt=Unlearnt(why=why, says=says, code=code, grant=grant), at=AT)


WORDS = {
    "hidden": lambda kind, _: _said(kind, []),
    "cut": lambda kind, rows: _said(kind, rows if isinstance(rows, list) else [], done=False),
    "garbage": lambda kind, _: _said(kind, [{"unheard": {"of": [1, None]}}]),
    "unsupported": lambda *_: refused("INVALID_TYPE", grant=""),
    "timeout": lambda *_: refused("", Why.TROUBLE),
    "UNNAMED": lambda *_: refused("", Why.UNNAMED),
    "SIGN_IN": lambda *_: refused("INVALID_SESSION_ID", Why.SIGN_IN),
    "REQUEST_LIMIT_EXCEEDED": lambda *_: refused("REQUEST_LIMIT_EXCEEDED", Why.BUDGET),
}


def answer(kind, given, base="healthy"):
    """One answer: rows, changes to the base's rows, a word of `WORDS`, or an error code."""
    rows = _rows(base)[kind]
    if isinstance(given, str):
        return WORDS[given](kind, rows) if given in WORDS else refused(given)
    return _said(kind, _changed(rows, given) if isinstance(given, dict) else given)


def _said(kind, rows, *, done=True):
    return Said(rows=tuple(rows), done=done, asked=f"ask {kind}", at=AT)


def _changed(rows, given):
    """A map changes rows: every one, or (with a number as key) the one of that index."""
    out = copy.deepcopy(rows)
    for key, value in given.items():
        for row in [out[key]] if isinstance(key, int) else out:
            change = value if isinstance(key, int) else {key: value}
            for name, new in change.items():
                if isinstance(new, dict) and isinstance(row.get(name), dict):
                    row[name] = {**row[name], **new}
                else:
                    row[name] = new
    return out


def told(given=None, names=None, base="healthy"):
    """Everything heard of such an org, with `given` (fact name → answer) put over it."""
    answers = {kind: answer(kind, rows, base) for kind, rows in _rows(base).items()}
    for kind, rows in (given or {}).items():
        for name in FACTS if kind == "*" else [kind]:
            answers[name] = answer(name, rows, base)
    return Heard(answers=answers, identity=BY, names=NAMES if names is None else names)


@pytest.fixture(scope="session")
def org():
    """`org({fact: answer, …}, names)` → Heard."""
    return told
