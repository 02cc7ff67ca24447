"""Who may import whom: downwards only, and each library in its own place."""

import ast
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions

import pytest

_BELOW = ("intents", "bot.settings")
_ANSWERING = ("bot.desk", "bot.access", "bot.views", "bot.outbox", "bot.store")
_ASKING = ("bot.errands", "bot.installations", "bot.orgs", "bot.runs")
_DOOR = ("intents", "bot.errands", "bot.runs", "bot.store")
_PARTS = (*_BELOW, *_ANSWERING, *_ASKING, "bot.slack", "bot.web", "sandbox")


@dataclass(frozen=True)
class Place:
    """A part of the house and the parts below it that it may import, besides itself."""

    name: str
    may: tuple[str, ...] = ()
    why: str = ""


PLACES = (
    Place("intents", why="values and pure functions: knows nothing of the world around it"),
    Place("sandbox", why="its own: built from the facts, not to fit the bot"),
    Place("bot", why="a docstring; what has no row below has no rights"),
    Place("bot.settings", why="the environment; what is pure does without it"),
    Place("bot.desk", ("intents",)),
    Place("bot.access", ("intents",)),
    Place("bot.views", ("intents",), "reply in, payload out"),
    Place("bot.store", _BELOW),
    Place("bot.installations", (*_BELOW, "bot.store")),
    Place("bot.outbox", ("bot.store",), "sends payloads, never draws them"),
    Place("bot.orgs", (*_BELOW, "bot.store")),
    Place(
        "bot.runs",
        ("intents", *_ANSWERING),
        "where a run judges, draws and sends; what asks orgs is given to it",
    ),
    Place(
        "bot.errands",
        (*_BELOW, *_ANSWERING, "bot.installations", "bot.orgs", "bot.runs"),
        "what is asked of the bot itself; runs are given them as values",
    ),
    Place(
        "bot.slack",
        (*_DOOR, "bot.settings", "bot.views"),
        "a door: verify, identify, store, acknowledge; rights are the runs', and so is the answer",
    ),
    Place("bot.web", (*_DOOR, "bot.installations"), "a door, like Slack's"),
    Place(
        "bot.commands",
        _PARTS,
        "puts a process together; the only place beside the terminal door that sees all of it",
    ),
    Place(
        "bot.__main__",
        ("bot.commands",),
        "the terminal door: loads the one command that was said; nobody's row names it",
    ),
    Place("bench", (*_PARTS, "bot.__main__"), "measures the parts, and starts the whole program"),
)
ROWS = {place.name: place for place in PLACES}

#: Each library (or a part of it) and the only places that may import it. bench compares our way
#: with others, so it may use any of them.
LIBRARIES = {
    "aiohttp": ("bot.outbox", "bot.web", "bot.commands", "bot.errands.escalating", "sandbox"),
    "alembic": ("bot.store",),
    "cryptography": ("bot.store.keys", "bot.orgs.assertion", "sandbox"),
    "dbos": ("bot.runs.engine",),  # so that the engine can be replaced
    "psycopg": ("bot.store",),
    "pydantic": ("intents", "bot.settings", "bot.runs", "bot.commands", "sandbox"),
    "pydantic_settings": ("bot.settings",),
    "requests": ("bot.orgs",),
    "rich": ("bot.views", "bot.commands", "bot.__main__"),
    "simple_salesforce": ("bot.orgs",),
    "slack_bolt": ("bot.slack", "bot.web", "bot.commands"),
    "slack_sdk": ("bot.installations", "bot.outbox", "bot.slack", "bot.commands"),
    # SQL is written against bot.store.tables, in the transactions that own the rows.
    "sqlalchemy": ("bot.store", "bot.outbox", "bot.runs", "bot.errands"),
    "typer": ("bot.__main__", "bot.commands"),
    "yaml": ("sandbox",),
}

#: Modules that import others by a computed name, and which ones.
REGISTRIES = {"intents.checks": "intents.checks.", "bot.__main__": "bot.commands."}

#: Modules that read the environment themselves.
READERS = {"bot.orgs.orgs_file": "a secret stands in the variable that the file names for it"}


def _inside(module: str, places: Iterable[str]) -> str:
    """The closest of these places around a module, "" = none."""
    around = (p for p in places if module == p or module.startswith(f"{p}."))
    return max(around, key=len, default="")


def _top(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def _ours(name: str) -> bool:
    return _top(name) in {"intents", "bot", "sandbox", "bench", "tests"}


def _theirs(name: str) -> bool:
    return not _ours(name) and _top(name) not in sys.stdlib_module_names


def test_every_part_of_the_bot_has_a_row_that_says_what_it_may_import(house):
    bare = [s.path for s in house.under("bot") if _inside(s.module, ROWS) == "bot"]
    assert bare == ["bot/__init__.py"]
    assert all(set(place.may) <= ROWS.keys() for place in PLACES)


def test_the_table_itself_only_points_down():
    try:
        order = list(TopologicalSorter({p.name: p.may for p in PLACES}).static_order())
    except CycleError as circle:
        pytest.fail(f"the table goes in a circle: {circle.args[1]}")
    assert order.index("intents") < order.index("bot.runs") < order.index("bot.__main__")


def test_each_place_imports_only_what_is_below_it(house):
    found = []
    for source in house.under():
        place = ROWS[_inside(source.module, ROWS)]
        for node, name in house.imports(source):
            target = _inside(name, ROWS)
            if _ours(name) and target != place.name and target not in place.may:
                found.append(source.at(node, f"{place.name} may not import {name}"))
    assert not found, "\n".join(found)


def test_each_library_is_imported_only_where_the_table_lets_it(house):
    found = []
    for source in house.under("intents", "bot", "sandbox"):
        for node, name in house.imports(source):
            allowed = LIBRARIES.get(_inside(name, LIBRARIES), ())
            if _theirs(name) and not _inside(source.module, allowed):
                found.append(
                    source.at(node, f"{name} belongs in {' or '.join(allowed) or 'no row'}")
                )
    assert not found, "\n".join(found)


def _packages(name: str, homes: Mapping[str, list[str]]) -> set[str]:
    """The installed packages a module may come from."""
    return {package.lower().replace("_", "-") for package in homes.get(_top(name), ())}


def test_every_library_imported_is_a_declared_dependency(house, project):
    homes = packages_distributions()
    found = [
        source.at(node, f"{name} is imported but not among pyproject's dependencies")
        for source in house.under("intents", "bot", "sandbox")
        for node, name in house.imports(source)
        if _theirs(name) and not _packages(name, homes) & project
    ]
    assert not found, "\n".join(found)


def test_every_declared_dependency_is_imported_somewhere(house, project):
    homes = packages_distributions()
    used = {
        package
        for source in house.under("intents", "bot", "sandbox")
        for _, name in house.imports(source)
        for package in _packages(name, homes)
    }
    assert project - used == set()


def _reached(graph: Mapping[str, set[str]], start: str) -> frozenset[str]:
    """Everything a module leads to, itself only if there is a way back."""
    seen: set[str] = set()
    ahead = [*graph[start]]
    while ahead:
        if (name := ahead.pop()) not in seen:
            seen.add(name)
            ahead += graph[name]
    return frozenset(seen)


def _knots(graph: Mapping[str, set[str]]) -> set[tuple[str, ...]]:
    """The groups of modules that lead to each other."""
    reached = {name: _reached(graph, name) for name in graph}
    return {
        tuple(sorted(other for other in reached[name] if name in reached[other]))
        for name in graph
        if name in reached[name]
    }


def test_no_module_leads_back_to_itself(house):
    """Imports inside functions and for types only count too: a reader walks the same circle."""
    graph = {source.module: set() for source in house.under()}
    for source in house.under():
        graph[source.module] = {name for _, name in house.imports(source)} & graph.keys()
        graph[source.module] -= {source.module}  # a package that imports its own parts
    for registry, prefix in REGISTRIES.items():
        graph[registry] |= {name for name in graph if name.startswith(prefix)}
    found = [f"these import each other: {', '.join(knot)}" for knot in sorted(_knots(graph))]
    assert not found, "\n".join(found)


def test_a_circle_is_found_with_all_that_is_in_it():
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set(), "e": {"e"}}
    assert _knots(graph) == {("b", "c"), ("e",)}


def test_only_the_registries_import_by_a_computed_name(house):
    found = [
        source.at(call, "imports by a computed name")
        for source in house.under()
        for call in source.calls
        if (isinstance(call.func, ast.Name) and call.func.id in {"import_module", "__import__"})
        or (isinstance(call.func, ast.Attribute) and call.func.attr == "import_module")
        if source.module not in REGISTRIES
    ]
    assert not found, "\n".join(found)


def test_only_the_settings_read_the_environment(house):
    found = [
        source.at(node, ast.unparse(node))
        for source in house.under("intents", "bot")
        for node in source.nodes
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
        if source.module not in READERS
    ]
    assert not found, "\n".join(found)
