"""What is installed: every version pinned with hashes, from no address in particular."""

import json
import re
from pathlib import PurePosixPath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?==(?P<version>\S+)(?P<rest>.*?)$")
_HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


@pytest.fixture(scope="module")
def lock(house):
    """The lock file without its comments: each pin's opening line with the lines below it."""
    kept = [
        li for li in house.texts["requirements.lock"].splitlines() if "#" not in li and li.strip()
    ]
    pins: list[list[str]] = []
    for line in kept:
        if line.startswith(" "):
            pins[-1].append(line)
        else:
            pins.append([line])
    return pins


@pytest.fixture(scope="module")
def versions(lock):
    """The pinned versions of each package (more than one where a marker decides)."""
    pinned: dict[str, list[Version]] = {}
    for opening, *_ in lock:
        pin = _PIN.match(opening)
        assert pin, opening
        name = canonicalize_name(pin["name"])
        pinned.setdefault(name, []).append(Version(pin["version"].rstrip("\\;")))
    return pinned


def test_every_pin_carries_its_hashes_and_nothing_else(lock):
    bare = [opening for opening, *hashes in lock if not hashes or not all(map(_HASH.match, hashes))]
    assert bare == []


def test_every_dependency_is_pinned_to_a_version_it_allows(pyproject, versions):
    extras = pyproject["project"]["optional-dependencies"].values()
    wanted = [
        *pyproject["project"]["dependencies"],
        *(line for extra in extras for line in extra),
        *pyproject["build-system"]["requires"],
    ]
    found = [
        line
        for line, need in zip(wanted, map(Requirement, wanted), strict=True)
        if not (pins := versions.get(canonicalize_name(need.name)))
        or not all(need.specifier.contains(pin, prereleases=True) for pin in pins)
    ]
    assert found == []


def test_the_lock_file_names_no_address_and_no_index(house):
    text = house.texts["requirements.lock"]
    assert (
        re.findall(r".*(?:://|--index|--extra-index|--find-links|--trusted-host| @ ).*", text) == []
    )
    assert re.findall(r"^\s*-(?!-hash=).*", text, re.MULTILINE) == []


def test_no_other_lock_file_stands_beside_it(house):
    names = {PurePosixPath(path).name for path in house.paths}
    assert not names & {"uv.lock", "poetry.lock", "Pipfile.lock", "yarn.lock", "pnpm-lock.yaml"}


def test_no_npm_lock_says_where_its_packages_came_from(house):
    locks = {"package-lock.json", "npm-shrinkwrap.json"}
    found = [
        f"{path}: {name}"
        for path, text in house.texts.items()
        if PurePosixPath(path).name in locks
        for name, package in json.loads(text).get("packages", {}).items()
        if "resolved" in package
    ]
    assert not found, "\n".join(found)
