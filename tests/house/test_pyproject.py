"""What the linters are told not to see, and why."""

import re


def test_every_exception_from_the_linters_has_its_reason_beside_it(house):
    """Each line of ruff's ignore lists, and what mypy is told to forgive."""
    text = house.texts["pyproject.toml"]
    lists = re.findall(r'^(?:ignore|"[^"]+") = \[[^]]*\][^\n]*$', text, re.MULTILINE)
    lines = [line for found in lists for line in found.splitlines() if re.search(r'"[A-Z]', line)]
    lines += re.findall(r"^(?:ignore|disable)_\w+ = .*$", text, re.MULTILINE)
    assert len(lists) >= 2
    assert [line for line in lines if not re.search(r"# \S", line)] == []


def test_so_has_every_exception_in_the_code(house):
    """`noqa: CODE -- reason`; the tests' own are their business."""
    found = [
        f"{source.path}:{number}"
        for source in house.under(*house.code, "scripts")
        for number, line in enumerate(source.text.splitlines(), 1)
        if re.search(r"# noqa(?!: [A-Z0-9]+(, [A-Z0-9]+)* +(--|#) \S)", line)
    ]
    assert found == []


def test_the_linters_see_everything_but_that(pyproject):
    tools = pyproject["tool"]
    assert tools["ruff"]["lint"]["select"] == ["ALL"]
    assert tools["mypy"]["strict"] is True
    assert {"intents", "bot", "sandbox"} <= set(tools["mypy"]["files"])
    assert tools["pytest"]["ini_options"]["filterwarnings"] == ["error"]
