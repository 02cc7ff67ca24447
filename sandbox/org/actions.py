"""What a visitor does on the org's Setup pages, by name instead of by patch.

Nothing of this exists in a real org as an API; each action is what a button there does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.org import diary, packaging
from sandbox.org.oauth_apps import known_apps
from sandbox.org.org import Org
from sandbox.org.scenario_apps import Client, InstallRequest
from sandbox.org.shipped import ScenarioError, merged
from sandbox.org.state import OrgState
from sandbox.org.tables.packages import version_id
from sandbox.org.tables.tokens import app_name

Asked = Mapping[str, Any]
Patch = dict[str, Any]
_FOR = {"all": "Full", "admins": "None"}


def act(name: str, asked: Asked, org: Org) -> None:
    """Do it, or say in a sentence why not."""
    patch, told = ACTIONS[name](asked, org.state)
    by = _user(org.state, asked["as"]) if "as" in asked else next(iter(org.state.scenario.users))
    org.change(merged(patch, diary.audited(org.state, by, *told)))


def _install(asked: Asked, state: OrgState) -> tuple[Patch, tuple[str, str, str]]:
    key = _package(state, asked)
    package = state.scenario.packages[key]
    kind = _FOR.get(str(asked.get("for", "all")))
    if kind is None:
        raise ScenarioError("Install for all or for admins.")
    if package.install_error:
        raise ScenarioError(package.install_error)
    at = diary.now()
    patch = packaging.installed(state.scenario, key, kind, at)
    by = _user(state, asked["as"]) if "as" in asked else next(iter(state.scenario.users))
    request = InstallRequest.model_validate({"security_type": kind, "user": by, "when": at})
    patch["packages"] = {
        key: {"installed": True, "install_requests": packaging.requested(package, request)}
    }
    return patch, ("packageInstall", "Installed Packages", f"Installed {package.name} package")


def _uninstall(asked: Asked, state: OrgState) -> tuple[Patch, tuple[str, str, str]]:
    key = _package(state, asked)
    if not state.scenario.packages[key].installed:
        raise ScenarioError(f"The package {key} is not installed.")
    told = f"Uninstalled {state.scenario.packages[key].name} package"
    return packaging.uninstalled(state.scenario, key), (
        "packageDelete",
        "Installed Packages",
        told,
    )


def _blocking(*, blocked: bool) -> Callable[[Asked, OrgState], tuple[Patch, tuple[str, str, str]]]:
    def act_on(asked: Asked, state: OrgState) -> tuple[Patch, tuple[str, str, str]]:
        key = _app(state, asked.get("app"))
        flag = {"blocked": blocked}
        name = app_name(state, key)
        if key in state.scenario.connected_apps:
            patch: Patch = {"connected_apps": {key: flag}}
        else:
            patch = {"eca": flag} if key == "eca" else {"external_client_apps": {key: flag}}
        word = "Blocked" if blocked else "Unblocked"
        return patch, (f"{word.lower()}ConnectedApp", "Connected Apps", f"{word} {name}")

    return act_on


def _install_app(asked: Asked, state: OrgState) -> tuple[Patch, tuple[str, str, str]]:
    key = _app(state, asked.get("app"))
    if key not in state.scenario.connected_apps:
        raise ScenarioError("Only a connected app that was used here can be installed.")
    name = app_name(state, key)
    patch = {"connected_apps": {key: {"installed": True}}}
    return patch, ("installedConnectedApp", "Connected Apps", f"Installed {name}")


def _freezing(*, frozen: bool) -> Callable[[Asked, OrgState], tuple[Patch, tuple[str, str, str]]]:
    def act_on(asked: Asked, state: OrgState) -> tuple[Patch, tuple[str, str, str]]:
        user = _user(state, asked.get("user"))
        action = "frozeuser" if frozen else "unfrozeuser"
        told = (action, "Manage Users", state.scenario.users[user].username)
        return {"users": {user: {"frozen": frozen}}}, told

    return act_on


def _assigning(*, held: bool) -> Callable[[Asked, OrgState], tuple[Patch, tuple[str, str, str]]]:
    def act_on(asked: Asked, state: OrgState) -> tuple[Patch, tuple[str, str, str]]:
        user = _user(state, asked.get("user"))
        wanted = _permission_set(state, asked.get("permission_set"))
        left = [k for k in state.scenario.users[user].permission_sets if k != wanted]
        patch = {"users": {user: {"permission_sets": [*left, wanted] if held else left}}}
        action = "PermSetAssign" if held else "PermSetUnassign"
        name = state.scenario.users[user].username
        return patch, (action, "Manage Users", f"{wanted}: {name}")

    return act_on


def _package(state: OrgState, asked: Asked) -> str:
    wanted = str(asked.get("version_id") or asked.get("package") or "")
    for key, package in state.scenario.packages.items():
        same = version_id(state, key, package)[:15] == wanted[:15]
        if wanted and (same or wanted in {key, package.namespace}):
            return key
    raise ScenarioError(f"There is no package {wanted!r}; name its version_id or its key.")


def _app(state: OrgState, wanted: object) -> str:
    for key, app in known_apps(state).items():
        if not isinstance(app, Client) and wanted in {key, app.name, app_name(state, key)}:
            return key
    raise ScenarioError(f"There is no app {wanted!r}; name its key, name or label.")


def _user(state: OrgState, wanted: object) -> str:
    for key, user in state.scenario.users.items():
        if wanted in {key, user.username}:
            return key
    raise ScenarioError(f"There is no user {wanted!r}; name the key or the username.")


def _permission_set(state: OrgState, wanted: object) -> str:
    for key, held in state.scenario.permission_sets.items():
        if wanted in {key, held.name}:
            return key
    if wanted in state.scenario.permission_set_groups:
        return str(wanted)
    raise ScenarioError(f"There is no permission set {wanted!r}; name its key or API name.")


ACTIONS: dict[str, Callable[[Asked, OrgState], tuple[Patch, tuple[str, str, str]]]] = {
    "install": _install,
    "uninstall": _uninstall,
    "install-app": _install_app,
    "block": _blocking(blocked=True),
    "unblock": _blocking(blocked=False),
    "freeze": _freezing(frozen=True),
    "unfreeze": _freezing(frozen=False),
    "assign": _assigning(held=True),
    "unassign": _assigning(held=False),
}
