"""The house as its tests see it: every file, each read and parsed once."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
_BUILT = re.compile(r"(^|/)(\.[^/]+_cache|\.venv|\.git|\.hypothesis|__pycache__|node_modules|var)/")


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(self.tree))

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (n for n in self.nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))

    @property
    def calls(self) -> Iterator[ast.Call]:
        return (n for n in self.nodes if isinstance(n, ast.Call))

    def at(self, node: ast.AST, what: object) -> str:
        """A finding, where an editor can jump to it."""
        return f"{self.path}:{node.lineno}: {what}"


@dataclass(frozen=True)
class House:
    """Everything in the repository, and what is about to be."""

    root: Path
    #: Where the product's own code lives.
    code: tuple[str, ...] = ("intents", "bot", "sandbox", "bench")

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Every file of ours: tracked or about to be; without git, whatever nothing has built."""
        command = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
        said = subprocess.run(  # noqa: S603 -- these words and no others
            command, cwd=self.root, capture_output=True, text=True, check=False
        )
        found = said.stdout.split("\0") if said.stdout else self._walked()
        return tuple(sorted(p for p in set(found) if p and (self.root / p).is_file()))

    def _walked(self) -> list[str]:
        every = (path.relative_to(self.root).as_posix() for path in self.root.rglob("*"))
        return [path for path in every if not _BUILT.search(path)]

    @cached_property
    def texts(self) -> dict[str, str]:
        """Every file that holds text, with its text."""
        read = {path: (self.root / path).read_bytes() for path in self.paths}
        return {path: raw.decode() for path, raw in read.items() if b"\0" not in raw}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every Python file by its dotted name."""
        parsed = (Source(p, text) for p, text in self.texts.items() if p.endswith(".py"))
        return {source.module: source for source in parsed}

    def under(self, *tops: str) -> list[Source]:
        """The Python files of these top folders; of all our code where none is named."""
        wanted = tuple(f"{top}/" for top in tops or self.code)
        return [source for source in self.sources.values() if source.path.startswith(wanted)]

    def imports(self, source: Source) -> Iterator[tuple[ast.AST, str]]:
        """What a file imports, anywhere in it, as dotted names of modules."""
        for node in source.nodes:
            if isinstance(node, ast.Import):
                yield from ((node, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._base(source, node)
                for alias in node.names:
                    full = f"{base}.{alias.name}"
                    yield node, full if full in self.sources else base

    @staticmethod
    def _base(source: Source, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = source.path.removesuffix(".py").split("/")[: -node.level]
        return ".".join([*package, *([node.module] if node.module else [])])

    def lines(self, *paths: str) -> Iterator[tuple[str, str]]:
        """Each line of the files that match any of these patterns, with its place."""
        for path, text in self.texts.items():
            if any(Path(path).match(pattern) for pattern in paths):
                for number, line in enumerate(text.splitlines(), 1):
                    yield f"{path}:{number}", line


@pytest.fixture(scope="session")
def house() -> House:
    """The repository this file stands in."""
    return House(ROOT)


@pytest.fixture(scope="session")
def pyproject(house) -> dict:
    """pyproject.toml, read."""
    return tomllib.loads(house.texts["pyproject.toml"])


@pytest.fixture(scope="session")
def project(pyproject) -> set[str]:
    """The packages the product depends on, by the names they are installed under."""
    return {canonicalize_name(Requirement(d).name) for d in pyproject["project"]["dependencies"]}
