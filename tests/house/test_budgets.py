"""How long a thing may be, and how much it may swallow."""

import ast
import statistics

import pytest

FILE = 200
FUNCTION = 45
FUNCTION_P90 = 25
# (Migrations are exempt: Alembic writes them, one long list of tables.)
#: One, at the door, where a bug becomes a reference number.
BROAD = 1


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_no_file_is_longer_than_a_reader_holds_at_once(house):
    lengths = {source.path: source.text.count("\n") for source in house.under()}
    found = [f"{path}: {lines} lines" for path, lines in lengths.items() if lines > FILE]
    assert not found, "\n".join(found)


def test_no_function_is_longer_than_a_screen(house):
    found = [
        source.at(function, f"{function.name} has {_length(function)} lines")
        for source in house.under()
        for function in source.functions
        if _length(function) > FUNCTION and "migrations/versions" not in source.path
    ]
    assert not found, "\n".join(found)


def test_nine_of_ten_functions_are_short_in_each_part(house):
    lengths = {
        top: [_length(f) for source in house.under(top) for f in source.functions]
        for top in house.code
    }
    p90 = {top: statistics.quantiles(found, n=10)[-1] for top, found in lengths.items() if found}
    assert {top: length for top, length in p90.items() if length > FUNCTION_P90} == {}


def _names(node: ast.expr | None) -> set[str]:
    """The last names in an `except` clause; a bare one catches everything."""
    if node is None:
        return {"BaseException"}
    if isinstance(node, ast.Tuple):
        return set().union(*(_names(part) for part in node.elts))
    return {getattr(node, "id", getattr(node, "attr", ""))}


def _swallows(node: ast.AST) -> bool:
    """Whether it catches any error there is: `except`, or `contextlib.suppress`."""
    if isinstance(node, ast.ExceptHandler):
        caught = _names(node.type)
    elif isinstance(node, ast.Call) and "suppress" in _names(node.func):
        caught = set().union(*(_names(argument) for argument in node.args))
    else:
        return False
    return bool(caught & {"Exception", "BaseException"})


def test_at_most_one_place_catches_everything(house):
    found = [
        source.at(node, "catches everything")
        for source in house.under("intents", "bot", "sandbox")
        for node in source.nodes
        if _swallows(node)
    ]
    assert len(found) <= BROAD, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "try: x()\nexcept: y()",
        "try: x()\nexcept Exception: y()",
        "try: x()\nexcept (ValueError, builtins.BaseException): y()",
        "with suppress(Exception): x()",
        "with contextlib.suppress(OSError, Exception): x()",
    ],
)
def test_a_broad_catch_is_seen_however_it_is_written(text):
    assert sum(map(_swallows, ast.walk(ast.parse(text)))) == 1
