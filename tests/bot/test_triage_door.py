"""`sixsense triage` as a person at a shell has it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.__main__ import app
from bot.commands.triage import triage

ROOT = Path(__file__).parents[2]


def process(*words, cwd):
    """A program of its own: what asks an org starts an engine."""
    env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONPATH": str(ROOT)}
    return subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-m", "bot", "triage", *words],
        cwd=cwd,
        env=env,
        input="",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def within(*words, given=""):
    """The same command in this process."""
    return CliRunner().invoke(app, ["triage", *words], input=given)


@pytest.mark.parametrize(
    ("words", "given", "code", "part"),
    [
        (["OAUTH_EC_APP_NOT_FOUND"], "", 0, "not installed"),
        (["error", "is", "OAUTH_FLOW_DISABLED"], "", 0, "switched off"),
        (["-"], "OAUTH_APP_BLOCKED", 0, "blocked"),
        ([], "user hasn't approved this consumer", 0, "approved"),
        (["hello there"], "", 2, "do not know"),
        (["HubSpot invalid_grant"], "", 2, "HubSpot"),
        ([], "", 64, "no text"),
        (["-"], " \n", 64, "no text"),
        (["-"], "x" * 1_000_001, 64, "1 MB"),
        (["OAUTH_APP_BLOCKED", "--in", "acme prod"], "", 64, "letters"),
    ],
)
def test_a_paste_gets_an_answer_and_an_exit_code(words, given, code, part):
    said = within(*words, given=given)
    assert said.exit_code == code, said.output
    assert part in " ".join(said.output.split())


def test_a_closed_standard_input_is_no_text(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(typer.Exit) as left:
        triage(["-"])
    assert (left.value.exit_code, "no text" in capsys.readouterr().err) == (64, True)


def test_json_is_all_there_is_and_holds_no_secret():
    paste = "https://x.example/cb?error=app_not_found&code=aPrxsFoCW6g04LBqyud5"
    said = within("--json", "-", given=paste)
    told = json.loads(said.stdout)
    assert (said.exit_code, told["recognised"][0]["code"]) == (0, "OAUTH_EC_APP_NOT_FOUND")
    assert told["secrets_removed"][0]["kind"] == "authorization code"
    assert "aPrx" not in said.output


def test_an_org_nobody_knows_is_refused_whatever_the_paste(tmp_path):
    said = process("hello", "--in", "acme-prod", cwd=tmp_path)
    assert (said.returncode, "do not know an org" in said.stderr) == (64, True)
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize(
    ("scenario", "confirmed"), [("eca-disabled", True), ("healthy-eca", False)]
)
def test_the_org_confirms_or_refutes(scenario, confirmed, tmp_path):
    words = ("OAUTH_FLOW_DISABLED", "--in", "acme-prod", "--sandbox", scenario, "--json")
    said = process(*words, cwd=tmp_path)
    answer = json.loads(said.stdout)["recognised"][0]
    assert (said.returncode, answer["grade"]) == (0, "measured")
    assert (bool(answer["confirmed_by"]), bool(answer["refuted_by"])) == (confirmed, not confirmed)
