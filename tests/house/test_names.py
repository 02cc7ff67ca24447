"""Names that say something, and a sentence for each thing with a public name."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

_EMPTY = {"utils", "helpers", "common", "core", "services", "models", "constants", "exceptions"}

#: A function whose meaning its module's docstring already is: saying it twice would help nobody.
SAID_ABOVE = {
    ("intents.checks.", "judge"): "a check is one file; its first line says what it judges"
}


def test_no_file_or_folder_has_a_name_that_says_nothing(house):
    found = [
        path for path in house.paths if _EMPTY & set(PurePosixPath(path).with_suffix("").parts)
    ]
    assert not found, "\n".join(found)


def test_every_folder_of_code_is_a_package(house):
    folders = {str(PurePosixPath(s.path).parent) for s in house.under("intents", "bot", "sandbox")}
    bare = {folder for folder in folders if folder.replace("/", ".") not in house.sources}
    alembic = {"bot/store/migrations", "bot/store/migrations/versions"}  # reads them as scripts
    assert bare == alembic


def test_every_file_begins_with_what_it_is_for(house):
    found = [source.path for source in house.under() if not ast.get_docstring(source.tree)]
    assert not found, "\n".join(found)


def test_everything_public_says_what_it_is(house):
    found = [
        source.at(node, f"{node.name} has no docstring")
        for source in house.under("intents", "bot")
        if not _private(source.module) and "/migrations/" not in source.path
        for node in _public(source.tree)
        if not ast.get_docstring(node) and not _said_above(source.module, node.name)
    ]
    assert not found, "\n".join(found)


def _private(module: str) -> bool:
    return any(part.startswith("_") and part != "__main__" for part in module.split("."))


def _public(owner: ast.Module | ast.ClassDef) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    """Public functions, classes and their public methods; what a function holds is its own."""
    for node in owner.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if node.name.startswith("_"):
                continue
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def _said_above(module: str, name: str) -> bool:
    return any(module.startswith(prefix) and name == said for prefix, said in SAID_ABOVE)
