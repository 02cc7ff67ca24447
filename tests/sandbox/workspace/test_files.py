"""Files: the SDK's own upload, where they are seen, and what is refused."""

import json

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError


@pytest.fixture(autouse=True)
def allowed(ws):
    ws.change_app(scopes=(*ws.world.app.scopes, "files:write", "files:read"))


async def test_the_sdk_uploads_into_a_thread(ws, client):
    parent = await client.chat_postMessage(channel="C0SUPPORT", text="checked")
    done = await client.files_upload_v2(
        channel="C0SUPPORT",
        thread_ts=parent["ts"],
        filename="report.json",
        content='{"ok": 1}',
        title="Report",
        initial_comment="Here it is.",
    )
    message = ws.thread("support", parent["ts"])[-1]
    assert (message.text, message.files[0]["title"]) == ("Here it is.", "Report")
    file = done["file"]
    assert (file["size"], file["mimetype"]) == (9, "application/json")
    auth = {"Authorization": f"Bearer {ws.bot_token}"}
    async with aiohttp.ClientSession() as http:
        async with http.get(file["url_private"], headers=auth) as answer:
            assert json.loads(await answer.read()) == {"ok": 1}
        async with http.get(file["url_private"]) as answer:
            assert answer.status == 403
        async with http.get(f"{ws.url}/sandbox/files/{file['id']}") as answer:
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
    await client.files_delete(file=file["id"])
    assert message.files == [{"id": file["id"], "mode": "tombstone"}]
    with pytest.raises(SlackApiError, match="file_deleted"):
        await client.files_info(file=file["id"])


async def test_a_file_in_a_shared_channel_has_to_be_asked_for(ws, client):
    await client.files_upload_v2(channel="C0SHARED1", filename="a.txt", content="x")
    assert ws.messages("acme-shared")[0].files[0]["file_access"] == "check_file_info"


async def test_uploads_that_are_refused(ws, client):
    async def refusal(call) -> str:
        with pytest.raises(SlackApiError) as refused:
            await call
        return refused.value.response["error"]

    asked = client.files_getUploadURLExternal(filename="a", length=0)
    assert await refusal(asked) == "missing_argument"
    made = await client.files_getUploadURLExternal(filename="a", length=2)
    one = [{"id": made["file_id"]}]
    assert await refusal(client.files_completeUploadExternal(files=one)) == "file_not_found"
    async with aiohttp.ClientSession() as http:
        async with http.post(made["upload_url"], data=b"too long") as answer:
            assert answer.status == 400
        async with http.post(made["upload_url"], data=b"ok") as answer:
            assert await answer.text() == "OK - 2"
    out = client.files_completeUploadExternal(files=one, channel_id="C0LOUNGE1")
    assert await refusal(out) == "not_in_channel"
    ws.change_app(scopes=("chat:write",))
    asked = client.files_getUploadURLExternal(filename="a", length=2)
    assert await refusal(asked) == "missing_scope"
