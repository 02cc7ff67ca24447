"""Several workspaces with the app, and a whole organisation: each sees its own."""

import pytest

from sandbox.workspace import NotPossible, WorkspaceSandbox

# slack_sdk sends the client's secret by a class that aiohttp 3.14 calls old
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


async def test_a_second_workspace_has_an_installation_of_its_own(ws, app, plain):
    made = await app.install("cara")
    token = made["access_token"]
    assert (made["team"]["id"], token != ws.bot_token) == ("T0CUST001", True)
    who = await app.client.auth_test(token=token)
    assert (who["team_id"], who["user_id"]) == ("T0CUST001", made["bot_user_id"])
    lost = app.client.chat_postMessage(channel="C0SUPPORT", text="x", token=token)
    assert await app.refusal(lost) == "channel_not_found"
    sent = await app.client.chat_postMessage(channel="U0CARA001", text="hello", token=token)
    assert sent["message"]["team"] == "T0CUST001"
    ours = app.client.chat_update(
        channel=sent["channel"], ts=sent["ts"], text="y", token=ws.bot_token
    )
    assert await app.refusal(ours) == "channel_not_found"
    typed = await ws.command("/6sense help", user="cara", channel="acme-shared")
    assert typed.request.payload["team_id"] == "T0CUST001"
    ours = {m["id"] for m in (await app.client.users_list(token=ws.bot_token))["members"]}
    assert made["bot_user_id"] not in ours


async def test_a_trigger_belongs_to_the_installation_it_was_made_for(ws, app, plain):
    made = await app.install("cara")
    typed = await ws.command("/6sense help", user="sam")
    view = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}
    trigger = typed.request.payload["trigger_id"]
    stolen = app.client.views_open(trigger_id=trigger, view=view, token=made["access_token"])
    assert await app.refusal(stolen) == "invalid_trigger_id"
    ours = await app.client.views_open(trigger_id=trigger, view=view, token=ws.bot_token)
    changed = app.client.views_update(
        view_id=ours["view"]["id"], view=view, token=made["access_token"]
    )
    assert await app.refusal(changed) == "not_found"


GRID = {
    "enterprises": [{"id": "E0CUST", "name": "Customer", "domain": "customer"}],
    "teams": [
        {"id": "T0ACME001", "name": "Acme Support", "domain": "acme-support"},
        {"id": "T0CUST001", "name": "Customer Co", "domain": "cust", "enterprise": "E0CUST"},
        {"id": "T0CUST002", "name": "Customer Labs", "domain": "labs", "enterprise": "E0CUST"},
    ],
}


async def test_an_org_wide_installation_has_no_team(plain, ws, installer):
    async with WorkspaceSandbox(app_url=ws.app_url, world=GRID) as grid:
        app = installer(grid)
        with pytest.raises(NotPossible, match="organisation"):
            app.code("cara", org_wide=True)
        grid.change_user("cara", is_admin=True)
        made = await app.install("cara", org_wide=True)
        assert (made["team"], made["is_enterprise_install"]) == (None, True)
        assert made["enterprise"] == {"id": "E0CUST", "name": "Customer"}
        token = made["access_token"]
        who = await app.client.auth_test(token=token)
        assert (who["enterprise_id"], who["is_enterprise_install"]) == ("E0CUST", True)
        assert await app.refusal(app.client.users_list(token=token)) == "missing_scope"
        typed = await grid.command("/6sense help", user="cara", channel="acme-shared")
        form = typed.request.payload
        assert (form["is_enterprise_install"], form["enterprise_id"]) == ("true", "E0CUST")
        again = app.install("cara")
        assert await app.refusal(again) == "cannot_install_an_org_installed_app"


async def test_an_org_wide_token_says_which_workspace_it_means(plain, ws, installer):
    async with WorkspaceSandbox(app_url=ws.app_url, world=GRID) as grid:
        app = installer(grid)
        grid.change_user("cara", is_admin=True)
        scope = "commands,chat:write,users:read"
        token = (await app.install("cara", org_wide=True, scope=scope))["access_token"]
        people = app.client.users_list
        assert await app.refusal(people(token=token)) == "missing_argument"
        foreign = people(token=token, team_id="T0ACME001")
        assert await app.refusal(foreign) == "team_access_not_granted"
        assert (await people(token=token, team_id="T0CUST002"))["ok"]
        words = {"type": "plain_text", "text": "Go"}
        button = {"type": "button", "action_id": "go", "text": words}
        blocks = [{"type": "actions", "elements": [button]}]
        sent = await app.client.chat_postMessage(
            channel="U0CARA001", text="x", blocks=blocks, token=token
        )
        pressed = (await grid.click(sent["ts"], "go", "cara")).request.payload
        assert (pressed["team"], pressed["is_enterprise_install"]) == (None, True)
        assert pressed["enterprise"] == {"id": "E0CUST", "name": "Customer"}
        assert pressed["user"]["team_id"] == "T0CUST001"
        grid.uninstall("T0CUST002")
        await grid.settled()
        events = [d.request.payload for d in grid.deliveries if d.request.kind == "events_api"]
        told = [e["authorizations"][0] for e in events]
        assert [(t["team_id"], t["enterprise_id"]) for t in told] == [(None, "E0CUST")] * 2


async def test_an_org_wide_token_is_told_which_workspaces_it_covers(plain, ws, installer):
    async with WorkspaceSandbox(app_url=ws.app_url, world=GRID) as grid:
        app = installer(grid)
        grid.change_user("cara", is_admin=True)
        token = (await app.install("cara", org_wide=True))["access_token"]
        said = await app.client.auth_teams_list(token=token)
        assert [team["id"] for team in said["teams"]] == ["T0CUST001", "T0CUST002"]
        alone = await app.client.auth_teams_list(token=grid.bot_token)
        assert [team["id"] for team in alone["teams"]] == ["T0ACME001"]
