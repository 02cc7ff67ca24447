"""Nothing in the repository belongs to one machine, to an unfinished thought, or to a person.

The patterns are written with a `~` in them, which is taken out before they are used, so that this
file does not hold what it looks for.
"""

import re

import pytest

_PATTERNS = {
    "a path of one machine": (
        r"(?<![a-zA-Z0-9_.])/(w~ork|f~arm)/|b~ash_jobs|\bf~arm-|(?<![\w.])/(h~ome|U~sers)/\w"
    ),
    "the host of a package registry": (
        r"p~ypi\.org|files\.p~ythonhosted|registry\.n~pmjs|d~eb\.debian\."
    ),
    "work left for later": r"\bT~ODO\b|\bF~IXME\b|\bX~XX\b|N~otImplementedError",
    "a document that is not in the repository": (
        r"\bs~hared/(design|catalogue|articles|facts|hooks)\b|\bd~esign\.md\b|\bf~acts/(slack|salesforce|shapes|schemas)\b"
    ),
}
PATTERNS = {what: pattern.replace("~", "") for what, pattern in _PATTERNS.items()}

#: Made by a bundler out of other people's libraries: what they left for later is theirs.
BUNDLES = ("sandbox/pages/dist/",)

#: What strangers pasted: their machines, their packages, their unfinished thoughts.
PASTED = ("tests/intents/triage/corpus/unseen.yaml",)

#: Domains nobody can own (RFC 2606, RFC 6761), and what stands under them.
_RESERVED = re.compile(r"(^|\.)(example(\.(com|org|net))?|test|invalid|localhost)$")
_ADDRESS = re.compile(r"[A-Za-z0-9_.+-]+@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})\b")


def _lines(house):
    """Every line but the lock file's, which has a test of its own and is long, and strangers'."""
    others = ("requirements.lock", *PASTED)
    return ((at, line) for at, line in house.lines("*") if not at.startswith(others))


@pytest.mark.parametrize("what", PATTERNS)
def test_the_repository_does_not_hold(house, what):
    pattern = re.compile(PATTERNS[what])
    found = [f"{at}: {hit[0]}" for at, line in _lines(house) if (hit := pattern.search(line))]
    if what == "work left for later":
        found = [at for at in found if not at.startswith(BUNDLES)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("what", PATTERNS)
def test_the_lock_file_does_not_hold_it_either(house, what):
    assert re.findall(PATTERNS[what], house.texts["requirements.lock"]) == []


def _real_addresses(line: str) -> list[str]:
    """Addresses that could be somebody's; the name and password of a URL are none."""
    hits = (hit for hit in _ADDRESS.finditer(line) if not _RESERVED.search(hit[1]))
    return [hit[0] for hit in hits if not re.search(r"://[^\s/]*$", line[: hit.start()])]


def test_every_address_of_a_person_is_an_example(house):
    found = [f"{at}: {hit}" for at, line in _lines(house) for hit in _real_addresses(line)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a path of one machine", 'open("/w~ork/main")'),
        ("a path of one machine", "see ../../f~arm/x, or /f~arm/x"),
        ("a path of one machine", "cd /h~ome/ada"),
        ("the host of a package registry", "https://p~ypi.org/simple"),
        ("work left for later", "# T~ODO: later"),
        ("work left for later", "raise N~otImplementedError"),
        ("a document that is not in the repository", "see f~acts/slack.md"),
        ("a document that is not in the repository", "../s~hared/hooks"),
    ],
)
def test_a_leftover_is_seen(what, text):
    assert re.search(PATTERNS[what], text.replace("~", ""))


@pytest.mark.parametrize(
    "text", ["/framework/x", "intents/facts/user.py", "network/y", "04tXXXX", "facts/"]
)
def test_what_only_looks_like_a_leftover_is_not(text):
    assert [what for what, pattern in PATTERNS.items() if re.search(pattern, text)] == []


def test_an_address_is_told_from_an_example():
    said = "a~@acme.com b@acme.example c@x.example.com 1.2@3.4 d~@example.com.evil.io x://e:f@a.io"
    assert len(_real_addresses(said.replace("~", ""))) == 2
