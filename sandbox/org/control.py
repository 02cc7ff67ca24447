"""The control API for tests and the demo: look at the org, change it, break it.

No sign-in: the server listens on the loopback interface alone. Documented in
docs/sandbox-org.md; nothing of it exists in a real org.
"""

from __future__ import annotations

from typing import Any

from sandbox.org import actions, shipped
from sandbox.org.call import Answer, Call, Refusal
from sandbox.org.org import Org
from sandbox.org.state import OrgState
from sandbox.org.tables.packages import version_id

_SECRET = {"access_token", "refresh_token", "client_secret", "password", "installation_key"}


def answer(call: Call, org: Org) -> Answer:
    """Everything under ``/sandbox/``."""
    name = call.path.removeprefix("/sandbox/").strip("/")
    try:
        if call.method == "POST":
            return _posted(name, _body(call), org)
        return _asked(name, org)
    except Refusal as refusal:
        return refusal.answer()
    except shipped.ScenarioError as error:
        return Answer(400, {"error": str(error)})


def _asked(name: str, org: Org) -> Answer:
    if name == "state":
        return Answer(body=_state(org))
    if name == "log":
        return Answer(body=org.requests)
    if name == "scenarios":
        listed = {each: shipped.load(each).about for each in shipped.names()}
        return Answer(body={"scenarios": listed})
    if name == "faults":
        return Answer(body=[fault.model_dump(mode="json") for fault in org.faults.active])
    return Answer(404, {"error": "Ask for state, log, scenarios or faults."})


def _posted(name: str, body: Any, org: Org) -> Answer:  # noqa: ANN401  # whatever JSON came
    if name == "faults":
        org.break_on(body)
    elif not isinstance(body, dict):
        return Answer(400, {"error": "Send a JSON object."})
    elif name == "change":
        org.change(body)
    elif name == "scenario" and "yaml" in body:
        org.load(shipped.from_text(str(body["yaml"])))
    elif name == "scenario" and "name" in body:
        org.load(shipped.load(str(body["name"])))
    elif name == "log":
        org.requests.clear()
    elif name in actions.ACTIONS:
        actions.act(name, body, org)
    else:
        known = ", ".join(("change", "scenario ({name} or {yaml})", "faults", *actions.ACTIONS))
        return Answer(404, {"error": f"Post to log, {known}."})
    return Answer(body=_state(org))


def _state(org: Org) -> dict[str, Any]:
    state = org.state
    told = {k: v for k, v in state.connection.items() if k not in _SECRET}
    return {
        "connection": told,
        "api_usage": org.limit_info,
        "revision": org.revision,
        "ids": _ids(state),
        "started": state.started.isoformat(),
        "scenario": _washed(state.scenario.model_dump(mode="json")),
    }


def _ids(state: OrgState) -> dict[str, dict[str, str]]:
    """Ids by key, for pages whose addresses carry them."""
    scenario = state.scenario
    packages = scenario.packages.items()
    return {
        "users": {key: state.id("User", key) for key in scenario.users},
        "profiles": {key: state.id("Profile", key) for key in scenario.profiles},
        "permission_sets": {
            key: state.id("PermissionSet", key) for key in scenario.permission_sets
        },
        "external_client_apps": {
            key: state.id("ExternalClientApplication", key) for key in scenario.ecas()
        },
        "connected_apps": {
            key: state.id("ConnectedApplication", key) for key in scenario.connected_apps
        },
        "package_versions": {key: version_id(state, key, package) for key, package in packages},
        "organization": {"organization": state.org_id},
    }


def _washed(value: Any) -> Any:  # noqa: ANN401  # any JSON
    if isinstance(value, dict):
        return {k: _washed(v) for k, v in value.items() if k not in _SECRET}
    return [_washed(item) for item in value] if isinstance(value, list) else value


def _body(call: Call) -> Any:  # noqa: ANN401  # whatever JSON came
    return call.json() if call.body else {}
