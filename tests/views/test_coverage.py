"""Every statement of the two articles stands somewhere a person sees it (docs/coverage.md)."""

import json
import re
from pathlib import Path

import pytest

from bot.views.message import shown
from bot.views.private import private
from bot.views.walk_asides import how
from bot.views.walking import opening
from intents.asker import Person
from intents.org.vendor import VENDOR
from intents.playbooks import PLAYBOOKS
from intents.replies.lesson import explained
from intents.replies.told import Lesson
from intents.walks.looks import opened

DOC = Path(__file__).parents[2] / "docs" / "coverage.md"
_ROW = re.compile(
    r"^\| ([AB]\d+) \| (.+) \| (check|step|playbook|error):(.+) \| (.+) \|$", re.MULTILINE
)
ROWS = _ROW.findall(DOC.read_text(encoding="utf-8"))
SAM = Person("U0SAM0001", "T0ACME001")


def _walk(playbook):
    return opened(playbook, person=SAM, asked_by=SAM, at="2026-11-22T09:00:00Z")


def _lesson(topic):
    told = explained(topic)
    assert isinstance(told, Lesson), topic
    return private(told)


def _message(kind, name):
    if kind == "step":
        book, _, step = name.partition("/")
        return how(_walk(PLAYBOOKS[book]), PLAYBOOKS[book], step)
    if kind == "playbook":
        return opening(_walk(PLAYBOOKS[name]), PLAYBOOKS[name])
    return _lesson(name)


def _plain(text):
    """What a reader sees: without Slack's marks, however a line was broken."""
    for mark, seen in (("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("*", ""), ("`", "")):
        text = text.replace(mark, seen)
    return " ".join(text.split())


def test_the_words_are_clauses_and_not_words():
    assert [words for *_, words in ROWS if len(words.split()) < 3] == []


@pytest.mark.parametrize(("number", "statement", "kind", "name", "words"), ROWS)
def test_the_words_stand_where_the_table_says(number, statement, kind, name, words):
    message = _message(kind, name)
    said = _plain(" ".join(shown(message.blocks)))
    assert words in said, f"{number} ({statement}): not in {kind}:{name}"


def test_the_install_links_are_those_of_the_article():
    blocks = json.dumps(_message("step", "eca-setup/install-package").blocks)
    page = f"/packaging/installPackage.apexp?p0={VENDOR.package.version}"
    for host in (VENDOR.install.production, VENDOR.install.sandbox):
        assert host + page in blocks


def test_no_statement_is_left_out():
    numbers = [number for number, *_ in ROWS]
    wanted = [f"{a}{n}" for a in "AB" for n in range(1, 30)]
    assert sorted(set(numbers), key=wanted.index) == wanted
    lines = [line for line in DOC.read_text().splitlines() if re.match(r"^\| [AB]\d", line)]
    assert len(lines) == len(ROWS), "a row the test cannot read"
