"""The record as an auditor has it: exported, verified, and every way to falsify it told."""

import json

import pytest
from sqlalchemy import delete, select, update

from bot.store import audit, retention, verifying
from bot.store.database import Store
from bot.store.keys import KeyRing, fresh_key
from bot.store.office_tables import audit as rows
from bot.store.office_tables import audit_heads, tombstones
from tests.bot.audit.test_chain import RING, T1, T2, noted
from tests.bot.test_terminal import sixsense
from tests.patience import until


@pytest.fixture
def store(store):
    noted(store)
    return store


def lines(store, tenant=T1):
    return store.write(lambda conn: list(verifying.lines(conn, RING, tenant)))


def wrong(given):
    return [chain.wrong for chain in verifying.exported(given)]


def edited(line, **change):
    return json.dumps(json.loads(line) | change)


def test_an_entry_that_somebody_wrote_after_the_end_is_none(store):
    whole = lines(store)
    noted(store)
    more = lines(store)
    assert wrong([*whole, more[len(whole) - 1]]) == [
        f"entry {len(whole)} stands after the end: it was added"
    ]


def test_what_was_exported_holds(store):
    assert wrong(lines(store)) == [""]
    noted(store, T2)
    mixed = [line for pair in zip(lines(store), lines(store, T2), strict=True) for line in pair]
    assert wrong(mixed) == ["", ""]
    assert wrong([]) == []


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (lambda x: [x[0], edited(x[1], actor="U0OTHER01"), *x[2:]], "entry 2 was altered"),
        (lambda x: [x[0], edited(x[1], result="fine"), *x[2:]], "entry 2 was altered"),
        (lambda x: [edited(x[0], at="2020-01-01T00:00:00"), *x[1:]], "entry 1 was altered"),
        (lambda x: [x[0], edited(x[1], hash="0" * 64), *x[2:]], "entry 2 was altered"),
        (lambda x: [x[0], *x[2:]], "something was removed"),
        (lambda x: x[1:], "something was removed"),
        (lambda x: [x[0], x[2], x[1], *x[3:]], "entry 2 is not where it should be"),
        (lambda x: [x[0], x[1], x[1], *x[2:]], "the order was changed"),
        (lambda x: x[:-1], "cut off"),
        (lambda x: [*x[:-2], x[-1]], "removed or added"),
        (lambda x: [*x, x[1]], "order was changed"),
        (lambda x: [x[0], "{}", *x[1:]], "line 2 is no entry"),
        (lambda x: [x[0], "not json", *x[1:]], "line 2 is no entry"),
        (lambda x: [x[0], "[]", *x[1:]], "line 2 is no entry"),
        (lambda x: [x[0], edited(x[1], seq="2"), *x[2:]], "line 2 is no entry"),
        (lambda x: [x[0], edited(x[1], note="approved"), *x[2:]], "line 2 is no entry"),
        (lambda x: [x[0], '{"actor":"U0OTHER01",' + x[1][1:], *x[2:]], "line 2 is no entry"),
        (lambda x: [*x[:-1], edited(x[-1], note="approved")], "is no entry"),
        (lambda x: [x[0], "[" * 100_000, *x[1:]], "line 2 is no entry"),
        (lambda x: [x[0], edited(x[1], tenant="\x1b[2Jfine"), *x[2:]], "line 2 is no entry"),
        (lambda x: [x[0], edited(x[1], tenant="\ud800"), *x[2:]], "line 2 is no entry"),
    ],
)
def test_an_export_that_was_touched_does_not_hold_and_says_where(store, change, part):
    assert part in " ".join(wrong(change(lines(store))))


def test_who_rewrites_an_entry_with_its_hash_breaks_the_next(store):
    given = lines(store)
    entry = audit.Entry(**json.loads(given[1]))
    forged = edited(given[1], actor="U0OTHER01")
    fresh = audit.Entry(**json.loads(forged)).digest()
    assert entry.digest() == entry.hash
    given[1] = edited(forged, hash=fresh)
    assert "entry 3 does not follow entry 2" in wrong(given)[0]


def said(store):
    return store.write(lambda conn: verifying.stored(conn, RING, T1).wrong)


def change(store, *statements):
    store.write(lambda conn: [conn.execute(statement) for statement in statements])


def test_the_store_itself_is_held_against_its_head(store):
    assert said(store) == ""
    at = rows.c.seq
    third = store.write(lambda conn: conn.scalar(select(rows.c.sealed).where(at == 3)))
    change(store, update(rows).where(at == 2).values(hash="1" * 64))
    assert "entry 2" in said(store)
    change(store, update(rows).where(at == 2).values(sealed=third))
    assert "entry 2 was altered" in said(store)
    change(store, delete(rows).where(at == 2))
    assert "something was removed" in said(store)


def test_the_end_cannot_be_cut_off_nor_the_head_forged(store):
    change(store, delete(rows).where(rows.c.seq == 5))
    assert "entry 5 should be the last: the end was cut off" in said(store)
    change(store, update(audit_heads).values(sealed=b"\x01" + b"x" * 60))
    assert "does not open" in said(store)
    change(store, delete(audit_heads))
    assert "is gone" in said(store)


def test_an_export_is_held_against_what_the_store_has(store):
    given = verifying.exported(lines(store))[0]
    noted(store, count=2)
    known = store.write(lambda conn: verifying.known(conn, RING, given))
    assert known.wrong == "", "an older export is a part of the record"
    change(store, delete(rows).where(rows.c.seq >= 4))
    known = store.write(lambda conn: verifying.known(conn, RING, given))
    assert "not the record that the store has" in known.wrong


def test_after_the_deletion_an_export_still_holds_against_the_receipt(store):
    given = verifying.exported(lines(store))[0]
    store.write(lambda conn: retention.erase(conn, RING, T1, "asked for", 1e12))
    assert store.write(lambda conn: verifying.known(conn, RING, given)).wrong == ""
    assert store.write(lambda conn: list(audit.entries(conn, RING, T1))) == []


def test_the_terminal_exports_and_verifies(tmp_path):
    def run(*words):
        return sixsense(*words, cwd=tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/x.db")

    assert run("access", "give", "owner", "U0SAM0001", "--team", "T1").returncode == 0
    taken = run("access", "take", "U0SAM0001", "--team", "T1")
    assert (taken.returncode, "nobody who owns" in taken.stderr) == (1, True)
    export = run("audit", "export", "--team", "T1")
    found = [json.loads(line) for line in export.stdout.splitlines()]
    assert [line.get("action") for line in found] == ["give owner", "export", None]
    (tmp_path / "a.jsonl").write_text(export.stdout)
    assert run("audit", "verify", "a.jsonl").returncode == 0
    assert run("audit", "verify").returncode == 0
    (tmp_path / "b.jsonl").write_text(export.stdout.replace("terminal", "somebody"))
    broken = run("audit", "verify", "b.jsonl")
    assert (broken.returncode, "entry 1 was altered" in broken.stdout) == (1, True)
    assert run("audit", "verify", "no.jsonl").returncode == 64
    (tmp_path / "c.jsonl").write_text("")
    assert run("audit", "verify", "c.jsonl").returncode == 1, "all of it was removed"


def test_the_terminal_shows_the_receipt_of_a_deletion_and_whether_it_is_genuine(tmp_path):
    url, key = f"sqlite:///{tmp_path}/x.db", fresh_key()

    def run(*words):
        return sixsense(*words, cwd=tmp_path, DATABASE_URL=url, SECRET_KEYS=key)

    run("access", "give", "owner", "U0SAM0001", "--team", "T1")
    (tmp_path / "a.jsonl").write_text(run("audit", "export", "--team", "T1").stdout)
    opened = Store(url, beside=True)
    opened.write(lambda conn: retention.erase(conn, KeyRing(key), T1, "asked for", 1e12))
    shown = run("audit", "verify")
    assert (shown.returncode, "is genuine" in shown.stdout) == (0, True)
    assert "asked for; its record of 2 entries" in shown.stdout
    assert run("audit", "verify", "a.jsonl").returncode == 0
    change(opened, update(tombstones).values(receipt=tombstones.c.receipt + " "))
    opened.close()
    shown = run("audit", "verify")
    assert (shown.returncode, "NOT GENUINE" in shown.stdout) == (1, True)


async def test_what_people_do_is_on_record_with_its_result(town):
    from tests.bot.access.test_roles import said as told  # noqa: PLC0415 -- a name of this file
    from tests.bot.test_story import checked, step  # noqa: PLC0415 -- its neighbours

    async with town("wrong-policies") as t:
        anchor = await checked(t)
        ip = await until(lambda: step(t, anchor, "IP restrictions"))
        t.org.change({"eca": {"ip_relaxation": "Enforce"}})
        await t.ws.click(ip, "Retry", user="olga")
        await until(lambda: "now ok" in ip.text)
        sync = await until(lambda: step(t, anchor, "Data Sync"))
        await t.ws.click(sync, "Confirm", user="olga")
        await until(lambda: "Confirmed" in sync.text)
        await told(t, "access give owner <@U0SAM0001>", "wanda")
        shown = await told(t, "audit acme-prod", "wanda")
        for part in (
            "check acme-prod", "checked acme-prod: fail, done",
            "retry acme-prod: ip-restrictions-enforced: ok", "confirm acme-prod: data-sync-choice",
            "<@U0OLGA001>", "<@U0SAM0001>",
        ):  # fmt: skip
            assert part in shown
        assert "give owner" not in shown, "another org's, or none's"
        assert "give owner" in await told(t, "audit", "wanda")
        process = t.served.process
        chain = process.runs.store.write(
            lambda conn: verifying.stored(conn, process.ring, f"-/{t.ws.team_id}/workspace")
        )
        assert chain.wrong == ""


def test_an_auditor_needs_nothing_but_the_file(store, tmp_path):
    file = tmp_path / "record.jsonl"
    file.write_text("\n".join(lines(store)))
    said = sixsense("audit", "verify", "record.jsonl", cwd=tmp_path, DATABASE_URL="sqlite:///x.db")
    assert (said.returncode, "entries hold" in said.stdout) == (0, True), said.stderr
    assert not (tmp_path / "x.db").exists(), "and leaves nothing behind"
