"""The control API."""

import aiohttp


def press(action_id: str, text: str = "Go", **more) -> list[dict]:
    words = {"type": "plain_text", "text": text}
    element = {"type": "button", "text": words, "action_id": action_id, **more}
    return [{"type": "actions", "elements": [element]}]


async def test_the_control_api_does_the_same_things(ws, plain, client):
    await client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=press("go"))
    async with aiohttp.ClientSession() as http:

        async def get(path: str) -> dict:
            async with http.get(f"{ws.url}/sandbox/{path}") as answer:
                return await answer.json()

        async def post(path: str, **body) -> tuple[int, dict]:
            async with http.post(f"{ws.url}/sandbox/{path}", json=body) as answer:
                return answer.status, await answer.json()

        assert (await get(""))["bot_token"] == ws.bot_token
        shown = (await get("messages?channel=support"))["messages"]
        done = await post("click", ts=shown[0]["ts"], action="go", user="olga")
        assert done[1]["payload"]["user"]["id"] == "U0OLGA001"
        wrong = await post("click", ts=shown[0]["ts"], action="no")
        assert (wrong[0], wrong[1]["error"]) == (400, "NotDrawn")
        said = await post("command", text="/6sense help", user="sam", channel="#on-call")
        assert said[1]["payload"]["channel_name"] == "on-call"
        await post("fail", method="auth.test", error="fatal_error")
        await post("world", settings={"plan_blocks": False}, channels={"support": {"name": "sup"}})
        assert not (await get("world"))["settings"]["plan_blocks"]
        assert (await get("calls"))["calls"][0]["method"] == "chat.postMessage"
        assert len((await get("deliveries?since=1"))["deliveries"]) == 1
        assert (await post("world", settings={"plan_bloks": 1}))[0] == 400


VERBS = "command message click click_view options submit close home shortcut fail uninstall world"
NONSENSE = [
    {},
    [],
    "x",
    {"as": "nobody", "text": "x"},
    {"text": None, "as": "sam"},
    {"text": 5, "channel": 7, "as": "sam"},
    {"ts": 1, "action": 2, "as": 3},
    {"view_id": "V", "action": "x"},
    {"callback_id": "x", "bogus": 1},
    {"team": "T0"},
    {"seconds": "x"},
    {"settings": 5},
]


async def test_nonsense_is_answered_with_a_sentence(ws):
    async with aiohttp.ClientSession() as http:
        for verb in VERBS.split():
            for body in NONSENSE:
                async with http.post(f"{ws.url}/sandbox/{verb}", json=body) as answer:
                    told = await answer.json()
                    assert answer.status in (200, 400), (verb, body)
                    assert answer.status == 200 or told["message"], (verb, body)
