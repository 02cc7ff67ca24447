"""Every check in plain words, complete, with a page that exists."""

import re
from io import StringIO

import pytest
from rich.console import Console
from rich.markdown import Markdown

from intents.check import Group
from intents.checks import CHECKS
from intents.replies.lesson import of_check
from intents.words import PEOPLE, parsed, words

PATH = re.compile(r"/lightning/setup/\w+/home")
GOOD = """# A title

Why.

## Next

Do it.

## Fix

1. Click.

## Where

Users — /x

## Who

setup user

## Source

Help
"""


@pytest.mark.parametrize("check", CHECKS)
def test_words_are_whole(check):
    said = words(check)
    assert said.title
    assert not said.title.endswith(".")
    assert len(said.why) > 40
    assert said.who in PEOPLE
    assert re.fullmatch(r"[A-Z][^.]*(?:\.\w[^.]*)*\.", said.next), "one imperative sentence"
    assert said.where
    assert PATH.fullmatch(said.path) or (said.path == "" and said.where.startswith("6sense"))
    assert said.source
    how = next(part.says for part in of_check(check).parts if part.title == "How I know")
    assert ("Only a person" in how) is (CHECKS[check].group is Group.PERSON)
    if said.source.startswith("Article"):
        assert "read 2026-11-22" in said.source


@pytest.mark.parametrize("check", CHECKS)
def test_the_fix_is_a_numbered_list(check):
    lines = words(check).fix.split("\n\n")[0].splitlines()
    assert [line.split(". ")[0] for line in lines] == [str(n + 1) for n in range(len(lines))]
    assert all(line.endswith(".") for line in lines)


@pytest.mark.parametrize("check", CHECKS)
def test_plain_words(check):
    text = " ".join(words(check).model_dump().values())
    assert "{" not in text
    assert "@" not in text


@pytest.mark.parametrize(
    "section", ["# A title", "## Next", "## Fix", "## Where", "## Who", "## Source"]
)
def test_a_missing_section_is_told(section):
    with pytest.raises(ValueError, match="lack"):
        parsed("some-check", GOOD.replace(section, "**gone**"))


def test_the_vendors_identifiers_are_filled_in():
    assert "p0=04t" in words("package-installed").fix


@pytest.mark.parametrize("check", CHECKS)
def test_the_markdown_renders(check):
    out = Console(width=100, file=StringIO(), record=True)
    out.print(Markdown(words(check).fix))
    drawn = out.export_text()
    assert " 1 " in drawn
    assert "1." not in drawn
