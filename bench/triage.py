"""How quickly a paste is read, how that grows with its length, and how often it is right."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from intents.recognise import recognise
from intents.secrets import cut
from intents.triage import triage

_CORPUS = Path(__file__).parents[1] / "tests/intents/triage/corpus"
_TIMED = {"worked with": ("recognised", "foreign"), "untouched": ("untouched",)}
_PARTS = {**_TIMED, "hard ones": ("hard",), "collected by others": ("unseen",)}
_LENGTHS = (25_000, 50_000, 100_000)
#: What long pastes are made of, ordinary and spiteful.
_LONG = {
    "a log of errors": "2026-11-22 ERROR salesforce invalid_grant: expired access/refresh token\n",
    "prose": "the quick brown fox looks at the connected app and goes back to sleep ",
    "codes": "OAUTH_APP_BLOCKED invalid_grant ",
    "nearly codes": "OAUTH_AP_BLOKED oauth aproval eror ",
    "quotes": "> > > | ",
    "escapes": "%2541&amp;\\u0041\\n",
    "fields": "a=b&code=c1&state=d1&",
    "broken keys": "-----BEGIN eyJa.b password : ",
}


def measured(console: Console, *, quick: bool) -> dict[str, Any]:
    """Every number, printed as it comes."""
    rows = {name: _rows(*files) for name, files in _PARTS.items()}
    pastes = [row["paste"] for name in _TIMED for row in rows[name]]
    return {
        "pastes_per_second": _rates(console, pastes, rounds=2 if quick else 8),
        "seconds_by_length": _lengths(console),
        "right": {name: _right(console, name, part) for name, part in rows.items()},
    }


def _rows(*names: str) -> list[dict[str, Any]]:
    texts = ((_CORPUS / f"{name}.yaml").read_text(encoding="utf-8") for name in names)
    return [row for text in texts for row in yaml.safe_load(text)]


def _rates(console: Console, pastes: list[str], *, rounds: int) -> dict[str, float]:
    """Pastes per second of one core's time; each is a new text: nothing is remembered whole."""
    steps: dict[str, Callable[[str], object]] = {
        "triage": triage,
        "secrets": cut,
        "recognising": recognise,
    }
    size = sum(map(len, pastes)) / len(pastes)
    rates = {
        name: max(_rate(step, pastes, n) for n in range(rounds)) for name, step in steps.items()
    }
    longer = ["\n".join(pastes[at : at + 6]) for at in range(0, len(pastes), 6)]
    rates["triage of six pastes in one"] = max(_rate(triage, longer, n) for n in range(rounds))
    table = Table("step", "pastes/s", title=f"{len(pastes)} pastes of {size:.0f} characters")
    for name, rate in rates.items():
        table.add_row(name, f"{rate:,.0f}")
    console.print(table)
    return rates


def _rate(step: Callable[[str], object], pastes: list[str], number: int) -> float:
    fresh = [f"{paste} #{number}.{at}" for at, paste in enumerate(pastes)]
    begun = time.process_time()
    for paste in fresh:
        step(paste)
    return len(fresh) / (time.process_time() - begun)


def _lengths(console: Console) -> dict[str, list[float]]:
    """Seconds for each length; twice the length should take twice the time."""
    table = Table("made of", *(f"{n // 1000} kB" for n in _LENGTHS), "100 kB / 50 kB")
    told = {}
    for name, unit in _LONG.items():
        took = [_took((unit * (n // len(unit) + 1))[:n]) for n in _LENGTHS]
        told[name] = took
        table.add_row(name, *(f"{t * 1000:.0f} ms" for t in took), f"{took[-1] / took[-2]:.1f}")
    console.print(table)
    return told


def _took(text: str) -> float:
    times = []
    for _ in range(3):
        begun = time.process_time()
        triage(text)
        times.append(time.process_time() - begun)
    return min(times)


def _right(console: Console, name: str, rows: list[dict[str, Any]]) -> dict[str, float]:
    """Precision and recall over every error of every paste."""
    right = wrong = missed = 0
    for row in rows:
        told = {answer.error for answer in triage(row["paste"]).recognised}
        meant = set(row["errors"])
        right, wrong = right + len(told & meant), wrong + len(told - meant)
        missed += len(meant - told)
    precision, recall = right / (right + wrong), right / (right + missed)
    said = f"{name}: {len(rows)} pastes, precision {precision:.3f}, recall {recall:.3f}"
    console.print(said, highlight=False)
    return {"pastes": len(rows), "precision": precision, "recall": recall}
