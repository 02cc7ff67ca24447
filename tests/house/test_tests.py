"""Tests that look: each asserts something, and none sleeps without saying why."""

import ast

import pytest

#: Tests whose assertion a machine does not see, and what it is.
LOOKS = {}

_CHECKS = {"raises", "warns", "deprecated_call", "fail", "expect"}  # expect: Playwright's
_SLEEPS = {"skip", "skipif", "xfail", "importorskip"}


def _name(node: ast.expr) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def _asserts(function: ast.AST, trusted: frozenset[str] = frozenset()) -> bool:
    """Whether a function asserts: itself, through pytest, or by a trusted function."""
    return any(
        isinstance(node, ast.Assert)
        or (isinstance(node, ast.Call) and _name(node.func) in _CHECKS | trusted)
        for node in ast.walk(function)
    )


def _sentence(source, function) -> str:
    return f"{source.path}::{function.name}"


def test_every_test_asserts_something(house):
    sources = house.under("tests")
    every = [(source, function) for source in sources for function in source.functions]
    helpers = {f.name for _, f in every if not f.name.startswith("test_") and _asserts(f)}
    blind = {
        _sentence(source, function)
        for source, function in every
        if function.name.startswith("test_") and not _asserts(function, frozenset(helpers))
    }
    assert blind == LOOKS.keys()


def _reason(call: ast.Call) -> str:
    """The reason given to a skip, "" = none."""
    named = [k.value for k in call.keywords if k.arg == "reason"]
    placed = call.args if _name(call.func) == "skip" else []
    texts = (n.value for n in [*named, *placed] if isinstance(n, ast.Constant))
    return next((text for text in texts if isinstance(text, str)), "")


def _unexplained(tree: ast.AST) -> list[ast.AST]:
    """Every skip and xfail without a reason: called bare, or used without a call."""
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
    called = {id(call.func) for call in calls}
    silent = [c for c in calls if _of_pytest(c.func) and not _reason(c).strip()]
    bare = (n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and id(n) not in called)
    return [*silent, *(n for n in bare if _of_pytest(n))]


def _of_pytest(node: ast.AST) -> bool:
    """`pytest.skip`, `pytest.mark.xfail` and the like."""
    dotted = isinstance(node, ast.Attribute) and node.attr in _SLEEPS
    return dotted and ast.unparse(node).startswith(("pytest.", "mark."))


def test_no_test_sleeps_without_a_reason(house):
    found = [
        source.at(node, ast.unparse(node))
        for source in house.under("tests")
        for node in _unexplained(source.tree)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("pytest.skip()", 1),
        ("pytest.skip('no Chromium here')", 0),
        ("@pytest.mark.skip\ndef test_x(): ...", 1),
        ("@pytest.mark.xfail(strict=True)\ndef test_x(): ...", 1),
        ("@pytest.mark.skipif(True, reason='')\ndef test_x(): ...", 1),
        ("@pytest.mark.skipif(True, reason='why')\ndef test_x(): ...", 0),
        ("view.skip()", 0),
    ],
)
def test_a_sleeping_test_is_seen_however_it_is_written(text, seen):
    assert len(_unexplained(ast.parse(text))) == seen


@pytest.mark.parametrize(
    ("text", "asserts"),
    [
        ("def test_x(): assert 1", True),
        ("def test_x():\n with pytest.raises(ValueError): x()", True),
        ("def test_x(): same(1, 1)", True),
        ("def test_x(): print(1)", False),
    ],
)
def test_an_assertion_is_seen_however_it_is_written(text, asserts):
    assert _asserts(ast.parse(text), frozenset({"same"})) is asserts
