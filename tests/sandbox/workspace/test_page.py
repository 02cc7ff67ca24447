"""What a browser page needs: one person's screen, live, and hands with `as`."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from yarl import URL

from sandbox.workspace import WorkspaceSandbox

GO = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
BLOCKS = [{"type": "actions", "block_id": "row", "elements": [GO]}]


class Page:
    """A browser tab of one person."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url, self.http = url, http

    async def get(self, path: str) -> dict:
        async with self.http.get(f"{self.url}/sandbox/{path}") as answer:
            return await answer.json()

    async def post(self, path: str, **body) -> dict:
        async with self.http.post(f"{self.url}/sandbox/{path}", json=body) as answer:
            return await answer.json()

    @asynccontextmanager
    async def events(self, query: str = "", **headers) -> AsyncIterator["Watch"]:
        async with self.http.get(f"{self.url}/sandbox/events?{query}", headers=headers) as answer:
            watch = Watch(answer)
            assert (await watch.next())["type"] in ("hello", "reset")
            yield watch


class Watch:
    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self.answer = answer

    async def next(self) -> dict:
        async with asyncio.timeout(2):
            while True:
                line = await self.answer.content.readline()
                if line.startswith(b"data: "):
                    return json.loads(line[6:])


@pytest.fixture
async def page(ws) -> AsyncIterator[Page]:
    async with aiohttp.ClientSession() as http:
        yield Page(ws.url, http)


async def test_events_tell_what_happens_while_it_happens(ws, page, client):
    async with page.events() as watch:
        began = time.perf_counter()
        made = await client.chat_postMessage(channel="C0SUPPORT", text="one")
        posted = await watch.next()
        assert time.perf_counter() - began < 3
        assert posted["type"] == "message_posted"
        assert posted["message"]["author"]["name"] == "sixsense"
        await client.chat_update(channel="C0SUPPORT", ts=made["ts"], text="two")
        changed = await watch.next()
        assert (changed["type"], changed["message"]["text"]) == ("message_changed", "two")
        assert changed["message"]["edited"]
        await client.chat_delete(channel="C0SUPPORT", ts=made["ts"])
        assert await watch.next() == {
            "id": changed["id"] + 1,
            "type": "message_deleted",
            "channel": "C0SUPPORT",
            "ts": made["ts"],
            "thread_ts": None,
        }
        with pytest.raises(Exception, match="channel_not_found"):
            await client.chat_postMessage(channel="C0NOWHERE", text="x")
        refused = await watch.next()
        assert (refused["type"], refused["error"]) == ("call_refused", "channel_not_found")
        ws.configure(plan_blocks=False)
        assert (await watch.next())["type"] == "world_changed"


async def test_an_edit_reaches_the_page_within_fifty_milliseconds(ws, page, client):
    ws.configure(rate_limits="off")
    made = await client.chat_postMessage(channel="C0SUPPORT", text="0")
    async with page.events("as=sam") as watch:
        seconds = []
        for number in range(1, 21):
            began = time.perf_counter()
            call = asyncio.create_task(
                client.chat_update(channel="C0SUPPORT", ts=made["ts"], text=str(number))
            )
            assert (await watch.next())["message"]["text"] == str(number)
            seconds.append(time.perf_counter() - began)
            await call
        assert sorted(seconds)[len(seconds) // 2] < 0.05


async def test_a_reconnect_misses_nothing_and_too_late_a_one_starts_over(ws, page, client):
    start = (await page.get("world?as=sam"))["event_id"]
    for text in "ab":
        await client.chat_postMessage(channel="C0SUPPORT", text=text)
    async with page.events("as=sam", **{"Last-Event-ID": str(start)}) as watch:
        assert [(await watch.next())["message"]["text"] for _ in "ab"] == ["a", "b"]
    ws.state.journal.entries.clear()
    async with page.http.get(f"{ws.url}/sandbox/events?since={start}") as answer:
        watch = Watch(answer)
        assert [(await watch.next())["type"] for _ in "ab"] == ["hello", "reset"]


async def test_each_person_hears_only_of_what_is_theirs(ws, page, client):
    async with page.events("as=cara") as cara, page.events("as=olga") as olga:
        await client.chat_postEphemeral(channel="C0SHARED1", user="U0SAM0001", text="for Sam")
        await client.chat_postMessage(channel="C0SUPPORT", text="inside")
        await client.chat_postMessage(channel="C0SHARED1", text="for all")
        assert (await cara.next())["message"]["text"] == "for all"
        assert [(await olga.next())["message"]["text"] for _ in "ab"] == ["inside", "for all"]


async def test_the_screen_of_one_person(ws, page, client):
    top = await client.chat_postMessage(channel="C0SUPPORT", text="top", blocks=BLOCKS)
    ts = top["ts"]
    await client.chat_postMessage(channel="C0SUPPORT", text="reply", thread_ts=ts)
    await client.chat_postEphemeral(channel="C0SUPPORT", user="U0OLGA001", text="psst")
    sam = (await page.get("messages?channel=support&as=sam"))["messages"]
    olga = (await page.get("messages?channel=support&as=olga"))["messages"]
    assert [m["text"] for m in sam] == ["top"]
    assert [m["text"] for m in olga] == ["top", "psst"]
    assert (sam[0]["reply_count"], sam[0]["reply_users"]) == (1, [ws.bot_user_id])
    assert (sam[0]["is_bot"], sam[0]["edited"], olga[1]["is_ephemeral"]) == (True, False, True)
    thread = (await page.get(f"messages?channel=support&thread_ts={ts}&as=sam"))["messages"]
    assert [m["text"] for m in thread] == ["top", "reply"]
    hidden = await page.get("messages?channel=secret&as=olga")
    assert hidden == {"error": "NotPossible", "message": "olga is not in secret"}


async def test_the_sidebar(ws, page):
    sam, cara = await page.get("world?as=sam"), await page.get("world?as=cara")
    names = {c["name"] for c in sam["channels"]}
    assert {"support", "secret", "escalations", "6sense"} <= names
    assert [c["name"] for c in cara["channels"]] == ["acme-shared"]
    assert (sam["app"]["commands"], cara["app"]["commands"]) == (["/6sense"], [])
    assert ws.bot_token not in json.dumps(sam)
    general = next(c for c in sam["channels"] if c["name"] == "general")
    assert (general["can_post"], general["why_not"]) == (False, "only admins may post in general")


async def test_hands_with_as_and_a_sentence_when_it_goes_wrong(ws, page, client):
    said = await page.post("command", text="/6sense help", **{"as": "sam", "channel": "support"})
    assert said["sentence"] == "6sense has no request URL yet."
    cara = {"as": "cara", "channel": "acme-shared"}
    outside = await page.post("command", text="/6sense help", **cara)
    assert outside["sentence"] == "`/6sense` is not a valid command."
    await client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=BLOCKS)
    ts = ws.messages("support")[-1].ts
    wrong = await page.post("click", ts=ts, action="no", **{"as": "sam"})
    assert wrong["error"] == "NotDrawn"
    assert (await page.post("click", ts=ts))["message"] == "action is missing"
    ws.links = {"org": "http://127.0.0.1:3101/"}
    about = await page.get("about")
    assert (about["app"], about["links"]) == ("6sense", ws.links)


async def test_pages_are_served_and_nothing_beside_them(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<p>page")
    (tmp_path / "assets" / "page.js").write_text("1")
    async with (
        WorkspaceSandbox(pages=tmp_path) as ws,
        WorkspaceSandbox() as bare,
        aiohttp.ClientSession() as http,
    ):

        async def read(url: str) -> tuple[int, str]:
            async with http.get(URL(url, encoded=True)) as answer:
                return answer.status, await answer.text()

        assert await read(f"{ws.url}/") == (200, "<p>page")
        assert await read(f"{ws.url}/channels/support") == (200, "<p>page")
        assert await read(f"{ws.url}/assets/page.js") == (200, "1")
        assert (await read(f"{ws.url}/assets/..%2f..%2f..%2f..%2fetc/passwd"))[0] == 404
        assert (await read(f"{ws.url}/sandbox/nothing"))[0] == 404
        assert "has not been built" in (await read(f"{bare.url}/"))[1]


async def test_another_page_may_not_act_here(ws, page):
    body, other = {"text": "hi", "as": "sam"}, {"Origin": "https://evil.example"}
    async with page.http.post(f"{ws.url}/sandbox/message", json=body, headers=other) as answer:
        assert (answer.status, ws.messages()) == (400, [])
    own = {"Origin": ws.url}
    async with page.http.post(f"{ws.url}/sandbox/message", json=body, headers=own) as answer:
        assert answer.status == 200


async def test_a_page_asks_for_options_of_a_menu_in_a_message(ws, page, client):
    menu = {"type": "external_select", "action_id": "org", "min_query_length": 2}
    row = {"type": "actions", "elements": [menu]}
    made = await client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=[row])
    where = {"as": "sam", "ts": made["ts"], "channel": "C0SUPPORT", "action": "org"}
    assert (await page.post("options", **where, query="a"))["error"] == "query_too_short"
