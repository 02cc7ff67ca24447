"""Lists that are explicit hold everything there is: a forgotten line fails here."""

from importlib import import_module
from pathlib import PurePosixPath

from intents.checks import CHECKS
from intents.fact import Fact
from intents.facts import FACTS
from intents.words import words


def _stems(house, folder: str, suffix: str) -> set[str]:
    paths = (PurePosixPath(path) for path in house.paths)
    here = {p.stem for p in paths if str(p.parent) == folder and p.suffix == suffix}
    return here - {"__init__"}


def test_every_check_has_code_words_and_a_line_in_the_registry(house):
    listed = {name.replace("-", "_") for name in CHECKS}
    assert _stems(house, "intents/checks", ".py") == listed
    assert _stems(house, "intents/checks", ".md") == listed


def test_every_check_is_listed_under_its_own_name_and_can_be_told():
    assert {name: check.name for name, check in CHECKS.items()} == {name: name for name in CHECKS}
    assert {words(name).name for name in CHECKS} == set(CHECKS)


def _kinds(parent: type[Fact]) -> set[type[Fact]]:
    """Every fact that can be asked for: a kind with a question of its own."""
    below = {kind for child in parent.__subclasses__() for kind in {child, *_kinds(child)}}
    return {k for k in below if "question" in vars(k) and k.__module__.startswith("intents.facts.")}


def test_every_fact_is_in_the_registry(house):
    for name in _stems(house, "intents/facts", ".py"):
        import_module(f"intents.facts.{name}")
    assert {kind.__name__: kind for kind in _kinds(Fact)} == FACTS


def test_every_file_of_facts_holds_one_that_is_asked(house):
    asked = {kind.__module__.rpartition(".")[2] for kind in FACTS.values()}
    assert _stems(house, "intents/facts", ".py") == asked
