"""What is written is so: commands, words, settings, files and links that people are told of."""

import re
from importlib.util import find_spec
from pathlib import PurePosixPath

import pytest

from bot.__main__ import COMMANDS, loaded
from bot.commands.demo import DemoSettings
from bot.settings import Settings
from intents.grammar import parse
from intents.intent import Help

_FENCE = re.compile(r"^\s*(```|~~~)")
_SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_LINK = re.compile(r"\]\(([^)\s]+)(?: \"[^\"]*\")?\)|^\[[^\]]+\]: (\S+)", re.MULTILINE)
_VARIABLE = re.compile(r"\$?\{?\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b(?!\()")

#: Words in capitals that are not settings of ours.
NOT_SETTINGS = {
    "UPDATE_GOLDEN": "asks the view tests to write their golden files",
}
#: How the examples begin that a reader is to replace by names of their own.
EXAMPLES = re.compile(r"^ACME_|/my_")
#: What stands for something in a line, and an example of it.
STANDS_FOR = {
    "<org>": "acme-prod",
    "<check>…": "oauth-enabled",
    "<check>": "oauth-enabled",
    "<track>": "eca",
}


def _code(text: str) -> list[tuple[int, str]]:
    """What a Markdown text shows as code: fenced and indented lines, and spans; with its line."""
    said, fenced, above = [], False, ""
    for number, line in enumerate(text.splitlines(), 1):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced or (
            line.startswith("    ") and (not above.strip() or above.startswith("    "))
        ):
            said.append((number, line.strip()))
        else:
            said += [(number, span) for span in _SPAN.findall(line)]
        above = line
    return said


@pytest.fixture(scope="module")
def told(house):
    """Everything shown as code in the README and the docs: (place, text)."""
    pages = {p: t for p, t in house.texts.items() if p == "README.md" or _is_doc(p)}
    return [(f"{page}:{n}", said) for page, text in pages.items() for n, said in _code(text)]


@pytest.fixture(scope="module")
def run(house, told):
    """The same, and the lines that machines run."""
    return [
        *told,
        *((at, line.strip()) for at, line in house.lines("Makefile", "Procfile", ".ci/run")),
    ]


def _is_doc(path: str) -> bool:
    return path.startswith("docs/") and path.endswith(".md")


def _spoken(line: str) -> list[str]:
    """The lines a grammar like `check <org> [as eca|legacy]` stands for: shortest and longest."""
    for sign, example in STANDS_FOR.items():
        line = line.replace(sign, example)
    line = line.replace(r"\|", "|")  # how a table writes it
    with_none = re.sub(r"\s*\[[^\]]*\]", "", line)
    with_all = re.sub(r"[\[\]]", "", line)
    return [
        re.sub(r"([^\s|]+)(\|[^\s|]+)+", r"\1", one).strip(" …") for one in {with_none, with_all}
    ]


def test_every_make_target_that_is_named_exists(house, run):
    targets = set(re.findall(r"^([a-z-]+):", house.texts["Makefile"], re.MULTILINE))
    found = [
        f"{at}: make {target}"
        for at, line in run
        for target in re.findall(r"(?:^|[;&|(`]\s*|\$ )make(?: [A-Z]+=\S+)* ([a-z-]+)", line)
        if target not in targets
    ]
    assert not found, "\n".join(found)


@pytest.fixture(scope="module")
def commands():
    """The options of each `sixsense` command; of a group, those of all its commands."""
    every = {name: loaded(name) for name in COMMANDS}
    parts = {name: (c, *getattr(c, "commands", {}).values()) for name, c in every.items()}
    options = {name: [p for c in found for p in c.params] for name, found in parts.items()}
    return {n: {o for p in ps for o in (*p.opts, *p.secondary_opts)} for n, ps in options.items()}


def test_every_sixsense_command_that_is_named_exists_with_its_options(commands, run):
    found = []
    for at, line in run:
        for said in re.findall(r"(?:^|[\s/@`])sixsense ([a-z][^#`;&)]*)", line):
            for one in _spoken(said.split(" | ")[0]):
                name, *rest = one.split()
                given = {word.partition("=")[0] for word in rest if word.startswith("--")}
                if given - {"--help"} - commands.get(name, set()) or name not in commands:
                    found.append(f"{at}: sixsense {one}")
    assert not found, "\n".join(found)


def test_every_module_that_is_run_can_be_run(house, run):
    found = []
    for at, line in run:
        for module in re.findall(r"python[\d.]* -m ([\w.]+)", line):
            top = module.partition(".")[0]
            there = f"{module}.__main__" in house.sources if top in house.code else find_spec(top)
            if not there:
                found.append(f"{at}: python -m {module}")
    assert not found, "\n".join(found)


def test_every_line_to_say_to_the_bot_is_understood(told):
    found = []
    for at, said in told:
        for words in re.findall(r"(?:/6sense|@6sense|@bot) ?([^\"'`]*)", said):
            found += [
                f"{at}: {one}"
                for one in _spoken(words.split(" | ")[0])
                if one.strip() not in {"", "help"} and isinstance(parse(one), Help)
            ]
    assert not found, "\n".join(found)


def test_every_setting_that_is_named_exists(house, told):
    ours = {name.upper() for name in DemoSettings.model_fields} | NOT_SETTINGS.keys()
    ours |= set(re.findall(r"^([A-Z_]+) [?:]?=", house.texts["Makefile"], re.MULTILINE))
    found = [
        f"{at}: {name}"
        for at, said in told
        if at.startswith(("README.md:", "docs/operating.md:"))
        for name in _VARIABLE.findall(said)
        if name not in ours and not EXAMPLES.search(name)
    ]
    assert not found, "\n".join(found)


def test_every_setting_there_is_is_explained(house):
    pages = [house.texts.get(page, "") for page in ("README.md", "docs/operating.md")]
    words = set(re.findall(r"\b[A-Z][A-Z_]+\b", "\n".join(pages)))
    assert sorted({name.upper() for name in Settings.model_fields} - words) == []


def _slug(heading: str) -> str:
    """A heading's anchor, as GitHub makes it."""
    plain = re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower())
    return plain.strip().replace(" ", "-")


def _leads(house, page: str, link: str) -> bool:
    """Whether a relative link leads to a file of ours, and to a heading in it."""
    path, _, anchor = link.partition("#")
    target = PurePosixPath(page).parent / path if path else PurePosixPath(page)
    full = (house.root / str(target)).resolve()
    if not full.exists() or house.root not in [full, *full.parents]:
        return False
    text = house.texts.get(full.relative_to(house.root).as_posix(), "") if anchor else ""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return not anchor or anchor in map(_slug, headings)


def test_every_relative_link_leads_somewhere(house):
    found = [
        f"{page}: {link}"
        for page, text in house.texts.items()
        if page.endswith(".md")
        for link in (one or two for one, two in _LINK.findall(text))
        if not re.match(r"[a-z]+:", link) and not _leads(house, page, link)
    ]
    assert not found, "\n".join(found)


def test_every_file_that_is_named_exists(house, told):
    tops = {path.split("/")[0] for path in house.paths if "/" in path}
    every = {*house.paths, *(str(up) for path in house.paths for up in PurePosixPath(path).parents)}
    found = [
        f"{at}: {path}"
        for at, said in told
        for path in re.findall(r"(?<![\w./<:-])(\w[\w./-]*/[\w./-]*)(?![\w*<{…-])", said)
        if path.split("/")[0] in tops and path.rstrip("/.") not in every
        if not EXAMPLES.search(path)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("check <org>", ["check acme-prod"]),
        ("check <org> [as eca|legacy]", ["check acme-prod", "check acme-prod as eca"]),
        (r"check <org> only <check>…", ["check acme-prod only oauth-enabled"]),
        (r"sandbox org\|workspace", ["sandbox org"]),
    ],
)
def test_a_line_of_grammar_is_read_as_the_lines_it_stands_for(line, meant):
    assert sorted(set(_spoken(line))) == meant


def test_code_in_markdown_is_seen_however_it_is_set():
    text = "Say `make demo`.\n\n    make test\n\n```sh\nmake lint\n```\n- item\n  make nothing\n"
    assert [said for _, said in _code(text)] == ["make demo", "make test", "make lint"]
