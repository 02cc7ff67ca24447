"""What comes in is not to be trusted: bad words, bad signatures, the same delivery again."""

import asyncio
import hashlib
import hmac
import time

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.store.tables import buttons, messages, runs, seen
from sandbox.workspace import Request
from tests.bot.test_story import checked, labels, step
from tests.patience import PATIENT, until

CLEAR = {  # typed → a part of the private answer
    "": "What you can ask me",
    "help": "What you can ask me",
    "   ": "What you can ask me",
    "chek acme-prod": "check",
    "frobnicate": "I do not understand",
    "check": "check",
    "check acme-prdo": "acme-prod",
    "check nowhere-at-all": "do not know an org",
    "check acme-prod only oauth-enabld": "oauth-enabled",
    "check acme-prod as banana": "eca",
    "check 🦄🦄": "",
    "check ' OR Name LIKE '%": "",
    "check <!channel>": "",
    'check "; DROP TABLE runs; --': "",
    "check acme-prod only <!everyone>": "",
    "x" * 10_000: "",
    "check " + "y" * 9_000: "",
    "check acme-prod only " + "z" * 8_000: "",
    "\u202echeck\u0000 acme-prod": "",
}


async def rows(town, table):
    count = select(func.count()).select_from(table)
    return await town.served.process.runs.store.awrite(lambda conn: conn.scalar(count))


async def test_bad_words_get_a_clear_private_sentence_and_store_nothing(town):
    async with town() as t:
        for typed, part in CLEAR.items():
            before = len(t.ws.ephemerals("sam"))
            said = await t.ws.command(f"/6sense {typed}", user="sam", channel="support")
            assert (said.status, said.error) == (200, None), typed[:50]
            shown = t.ws.ephemerals("sam")[before:]
            assert len(shown) == 1, typed[:50]
            text = shown[0].text + str(shown[0].blocks)
            assert part in text, typed[:50]
            assert "<!" not in text
            assert len(text) < 9_000, typed[:50]
        assert await rows(t, runs) == 0
        assert await rows(t, messages) == 0
        assert not [m for m in t.ws.messages("support") if m.bot_id]


async def test_help_names_the_orgs_and_offers_to_check_them(town):
    async with town() as t:
        await t.ws.command("/6sense help", user="sam", channel="support")
        shown = t.ws.ephemerals("sam")[0]
        assert "Check acme-prod" in labels(shown)
        await t.ws.click(shown, "Check acme-prod", user="sam")
        assert (await t.anchor()).text.startswith("✓ OK")


@pytest.mark.parametrize(
    ("stamp", "signature"),
    [
        ("soon", None),
        ("", None),
        ("²³", None),
        ("9" * 40, None),
        ("1", None),  # a replay: properly signed, but fifty years old
        (None, "v0=" + "0" * 64),
        (None, "nonsense"),
        (None, ""),
    ],
)
async def test_a_wrong_signature_or_timestamp_is_401(town, stamp, signature):
    async with town() as t:
        good = await t.ws.command("/6sense help", user="sam", channel="support")
        bad = await t.ws.deliver(good, timestamp=stamp, signature=signature)
        assert bad.status == 401
        assert await rows(t, runs) == 0


async def test_another_secret_is_401_and_no_signature_at_all_too(town):
    async with town() as t:
        good = await t.ws.command("/6sense check acme-prod", user="sam", channel="support")
        assert (await t.ws.deliver(good, secret="0123456789abcdef")).status == 401
        async with aiohttp.ClientSession() as client, client.post(t.ws.app_url, data="x=1") as got:
            assert got.status == 401
        assert await rows(t, runs) == 1


FORM, JSON = "application/x-www-form-urlencoded", "application/json"
NOT_SLACKS = [  # what is sent, as what, signed how ("" = as Slack does) → the answer
    ("payload=%7B", FORM, "v0=" + "0" * 64, 401),
    ("payload=%5B%5D", FORM, "v0=" + "0" * 64, 401),
    ("{", JSON, "v0=" + "0" * 64, 401),
    ("[]", JSON, "v0=" + "0" * 64, 401),
    ("x=1", "text/plain; charset=nonsense", "v0=" + "0" * 64, 401),
    (b"\xff\xfe", JSON, "v0=" + "0" * 64, 401),
    ("x=1", FORM, "v0=\xe9", 401),
    ("ssl_check=1", FORM, "v0=", 401),
    ("[]", JSON, "", 400),
    ("null", JSON, "", 400),
    ("{", JSON, "", 400),
    ('{"a": ' + "9" * 5000 + "}", JSON, "", 400),
    (b"\xff\xfe", JSON, "", 400),
    ("payload=[]", FORM, "", 400),
    ("payload=%7B", FORM, "", 400),
    ('payload={"type":"block_actions","team":{"id":"T0ACME001"},"actions":[]}', FORM, "", 400),
    ("x=1", f"{FORM}; charset=nonsense", "", 400),
]
NO_REQUEST = [  # after the first two lines → the answer; 0 = we hung up before
    ("Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    ("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ("Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400),
    ("Bad Header\x00: 1\r\n\r\n", 400),
    ("Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", 401),
    ("Content-Length: 99\r\n\r\nabc", 0),
]


def signature(secret, stamp, body):
    signed = b":".join((b"v0", stamp.encode(), body))
    return f"v0={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


async def test_what_is_not_slacks_is_not_even_read(town, caplog):
    async with town() as t, aiohttp.ClientSession() as client:
        for body, form, given, status in NOT_SLACKS:
            raw, stamp = body if isinstance(body, bytes) else body.encode(), str(int(time.time()))
            held = {"Content-Type": form, "X-Slack-Request-Timestamp": stamp}
            held["X-Slack-Signature"] = given or signature(t.ws.signing_secret, stamp, raw)
            async with client.post(t.ws.app_url, data=raw, headers=held) as got:
                assert got.status == status, (body, form, given)
                assert "Server" not in got.headers, "which versions to attack"
        for head, status in NO_REQUEST:
            reader, writer = await asyncio.open_connection("127.0.0.1", t.served.port)
            writer.write(f"POST /slack/events HTTP/1.1\r\nHost: x\r\n{head}".encode())
            await writer.drain()
            if status:
                said = await asyncio.wait_for(reader.readline(), PATIENT)
                assert f" {status} ".encode() in said, head
            writer.close()
    assert not [r for r in caplog.records if r.levelname == "ERROR"], "nobody fills our log"


async def test_a_request_that_drips_is_let_go(town, monkeypatch):
    monkeypatch.setattr("bot.web.server._PATIENCE", 0.1)
    async with town() as t:
        reader, writer = await asyncio.open_connection("127.0.0.1", t.served.port)
        head = "POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n"
        writer.write(f"{head}X-Slack-Request-Timestamp: {int(time.time())}\r\n\r\nabc".encode())
        async with asyncio.timeout(20):
            assert b" 408 " in await reader.readline()
        writer.close()


async def test_the_same_command_three_times_is_one_run(town):
    async with town() as t:
        first = await t.ws.command("/6sense check acme-prod", user="sam", channel="support")
        again = await asyncio.gather(*(t.ws.deliver(first) for _ in range(3)))
        assert {said.status for said in again} == {200}
        await t.anchor()
        await asyncio.gather(*(t.ws.deliver(first) for _ in range(3)))
        await asyncio.sleep(1)
        assert await rows(t, runs) == 1
        assert len([m for m in t.ws.messages("support") if m.text.startswith("✓ OK")]) == 1


async def test_the_same_click_three_times_does_it_once(town):
    async with town("eca-disabled") as t:
        anchor = await checked(t)
        asked = len(t.org.requests)
        first = await t.ws.click(anchor, "Retry", user="sam")
        await asyncio.gather(*(t.ws.deliver(first) for _ in range(3)))
        await asyncio.sleep(2.5)
        batches = [r for r in t.org.requests[asked:] if "composite" in r["path"]]
        assert 1 <= len(batches) <= 2, "one look, standard and Tooling"


async def test_the_same_event_three_times_is_one_run(town):
    async with town() as t:
        first = await t.ws.mention("@sixsense check acme-prod", "sam", "support")
        await asyncio.gather(*(t.ws.deliver(first) for _ in range(3)))
        await t.anchor()
        assert await rows(t, runs) == 1


async def test_two_people_press_the_same_button_and_the_second_is_told(town):
    async with town("eca-disabled") as t:
        anchor = await checked(t)
        t.org.change({"weather": {"latency": 0.5}})
        mended = await until(lambda: step(t, anchor, "switched off"))
        await t.ws.click(mended, "Retry", user="sam")
        await t.ws.click(mended, "Retry", user="olga", version=0)
        told = await until(lambda: t.ws.ephemerals("olga"))
        assert "moment ago" in told[0].text


async def test_a_button_of_another_tenant_or_a_made_up_one_is_not_known(town):
    async with town("eca-disabled") as t:
        anchor = await checked(t)
        t.served.process.runs.store.write(lambda conn: conn.execute(buttons.delete()))
        await t.ws.click(anchor, "Retry", user="sam")
        told = await until(lambda: t.ws.ephemerals("sam"))
        assert "do not know this button" in told[0].text


async def test_a_person_of_another_workspace_may_look_but_not_press(town):
    async with town("eca-disabled") as t:
        await t.ws.command("/6sense check acme-prod", user="olga", channel="acme-shared")
        first = await until(lambda: t.ws.ephemerals("olga"))
        await t.ws.click(first[0], "Post here", user="olga")
        anchor = await t.anchor(channel="acme-shared")
        asked = len(t.org.requests)
        await t.ws.click(anchor, "Retry", user="cara")
        told = await until(lambda: t.ws.ephemerals("cara"))
        assert "Only people of the workspace" in told[0].text
        assert len(t.org.requests) == asked


async def test_a_deactivated_or_external_person_cannot_start_a_check_by_mention(town):
    async with town() as t:
        await t.ws.mention("@sixsense check acme-prod", "cara", "acme-shared")
        told = await until(lambda: t.ws.ephemerals("cara"))
        assert "Only people of the workspace" in told[0].text
        said = t.ws.deliveries[-1].request.payload
        nobody = {k: v for k, v in said["event"].items() if k != "user"}
        nobody |= {"team": t.ws.team_id, "user_team": t.ws.team_id}
        workflow = said | {"event_id": "Ev0WORKFLOW", "event": nobody}
        assert (await t.ws.deliver(Request("events_api", workflow))).status == 200
        assert await rows(t, runs) == 0


async def test_slacks_own_questions_are_answered(town):
    async with town() as t:
        assert (await t.ws.verify_url()).status == 200
        assert (await t.ws.ssl_check()).status == 200
        assert await rows(t, seen) == 0


async def test_org_names_that_look_like_slack_markup_stay_text(town):
    async with town() as t:
        await t.ws.command("/6sense check <!channel|x>", user="sam", channel="support")
        shown = t.ws.ephemerals("sam")[0]
        assert "<!channel" not in shown.text + str(shown.blocks)


async def test_who_mentions_while_it_is_looked_at_already_is_told_so(town):
    async with town() as t:
        t.org.change({"weather": {"latency": 0.4}})
        await t.ws.mention("@sixsense check acme-prod", "sam", "support")
        await t.ws.mention("@sixsense check acme-prod", "olga", "support")
        told = await until(lambda: t.ws.ephemerals("olga"))
        assert "already" in told[0].text
