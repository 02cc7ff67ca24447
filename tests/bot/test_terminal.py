"""The terminal door, as a person at a shell has it: words in, words and an exit code out."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: The program; it ends badly where it loaded more than it needs to.
LIGHT = """
import sys
from bot.__main__ import main
try:
    main()
except SystemExit as end:
    heavy = {"aiohttp", "dbos", "simple_salesforce", "slack_bolt", "sqlalchemy"}
    sys.exit(heavy & sys.modules.keys() or end.code)
"""


def sixsense(*words, cwd, **environ):
    env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **environ}
    return subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-m", "bot", *words],
        cwd=cwd,
        env={**env, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (["check", "acme-prod", "--sandbox", "eca-disabled"], 1, "Cause"),
        (["check", "acme-prod", "--sandbox", "no-such-thing"], 64, "no-such-thing"),
        (["check", "acme prod", "--sandbox", "healthy-eca"], 64, "acme"),
        (["check", "acme-prod", "--only", "oauth-enabld"], 64, "--only oauth-enabled"),
        (["check", "acme-prod", "--as", "banana"], 64, "--as eca"),
        (["check", "acme-prod"], 64, "do not know an org"),
        (["check"], 64, "check --help"),
        (["chek"], 64, "check"),
        (["retention"], 0, "no workspace"),
        (["retention", "30"], 64, "I know: none"),
        (["audit", "verify"], 0, "no entries"),
        (["work"], 64, "PostgreSQL"),
        (["serve"], 64, "SLACK_BOT_TOKEN"),
        (["sandbox", "moon"], 64, "org or workspace"),
        (["--help"], 0, "check"),
        (["audit"], 64, "verify"),
    ],
)
def test_words_get_an_answer_and_an_exit_code(words, code, part, tmp_path):
    said = sixsense(*words, cwd=tmp_path)
    assert said.returncode == code, said.stderr
    assert part in said.stdout + said.stderr
    assert "Traceback" not in said.stderr
    assert not said.stderr.startswith("\n")


@pytest.mark.parametrize("words", ["--help", "triage app_not_found", "explain org-open"])
def test_what_asks_no_org_starts_no_engine(words):
    said = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-c", LIGHT, *words.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (said.returncode, said.stderr) == (0, "")


def test_json_is_all_there_is_on_standard_output(tmp_path):
    said = sixsense("check", "acme-prod", "--sandbox", "healthy-eca", "--json", cwd=tmp_path)
    assert (said.returncode, json.loads(said.stdout)["verdict"]) == (0, "ok")


def test_a_scenario_of_ones_own_is_taken_by_path(tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_text("about: ours\nextends: healthy-eca\neca: {session_timeout_in_minutes: 0}\n")
    said = sixsense("check", "acme-prod", "--sandbox", str(mine), "--json", cwd=tmp_path)
    report = json.loads(said.stdout)
    assert (said.returncode, report["diagnosis"]["cause"]) == (1, "session-timeout-in-range")


def test_a_setting_that_makes_no_sense_is_named(tmp_path):
    said = sixsense("check", "acme-prod", cwd=tmp_path, PORT="eighty")
    assert (said.returncode, "PORT" in said.stderr) == (64, True)


def test_postgresql_without_a_key_ring_is_refused(tmp_path):
    said = sixsense("migrate", cwd=tmp_path, DATABASE_URL="postgresql://nowhere/x")
    assert (said.returncode, "SECRET_KEYS" in said.stderr) == (64, True)


def test_two_processes_on_one_sqlite_file_are_refused_with_a_sentence(tmp_path):
    from bot.store.database import Store  # noqa: PLC0415 -- holds the lock from here on

    store = Store(f"sqlite:///{tmp_path}/var/sixsense.db")
    said = sixsense("migrate", cwd=tmp_path)
    store.close()
    assert (said.returncode, "in use by process" in said.stderr) == (64, True)
    assert sixsense("migrate", cwd=tmp_path).returncode == 0


def test_a_key_is_made(tmp_path):
    assert len(sixsense("key", cwd=tmp_path).stdout.strip()) == 44
