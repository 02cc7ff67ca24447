"""Installing and uninstalling packages, as patches.

Source: Tooling API, PackageInstallRequest; Packaging Guide, "Install" and "Uninstall". Policies of
an External Client App are made new in the org that installs it and kept by an upgrade. That an
install for all users opens the app for every profile, and one for admins for theirs alone, is our
reading of SecurityType; so are the texts of failures beyond those seen in public tools.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sandbox.org import moments
from sandbox.org.scenario import Scenario
from sandbox.org.scenario_apps import InstallRequest, Package

Patch = dict[str, Any]


def requested(package: Package, request: InstallRequest) -> list[dict[str, Any]]:
    """The package's install requests with one more."""
    return [*(one.model_dump() for one in package.install_requests), request.model_dump()]


def finished(scenario: Scenario, started: dt.datetime, now: dt.datetime) -> Patch | None:
    """What installs that are due lead to; None while none is."""
    for key, package in scenario.packages.items():
        for n, request in enumerate(package.install_requests):
            due = request.due and moments.resolve(request.due, started)
            if request.status == "IN_PROGRESS" and due and due <= now:
                return _finished(scenario, key, n, now.isoformat())
    return None


def _finished(scenario: Scenario, key: str, n: int, at: str) -> Patch:
    package = scenario.packages[key]
    requests = [one.model_dump() for one in package.install_requests]
    if package.install_error or requests[n]["error"]:
        error = requests[n]["error"] or package.install_error
        requests[n] |= {"status": "ERROR", "error": error, "due": None}
        return {"packages": {key: {"install_requests": requests}}}
    requests[n] |= {"status": "SUCCESS", "due": None}
    patch = installed(scenario, key, str(requests[n]["security_type"]), at)
    patch["packages"] = {key: {"installed": True, "install_requests": requests}}
    return patch


def installed(scenario: Scenario, key: str, security_type: str, at: str) -> Patch:
    """The package and what it brings; apps that are here already keep their policies."""
    package = scenario.packages[key]
    patch: Patch = {"packages": {key: {"installed": True}}}
    for name, app in package.brings.items():
        if name not in scenario.ecas():
            made = app.model_dump() | {"created": at, "modified": at}
            patch |= {"eca": made} if name == "eca" else {"external_client_apps": {name: made}}
    if package.brings:
        patch["profiles"] = _opened(scenario, tuple(package.brings), security_type)
    return patch


def _opened(scenario: Scenario, apps: tuple[str, ...], security_type: str) -> Patch:
    return {
        key: {"apps": list(dict.fromkeys((*profile.apps, *apps)))}
        for key, profile in scenario.profiles.items()
        if security_type == "Full" or "ModifyAllData" in profile.permissions
    }


def uninstalled(scenario: Scenario, key: str) -> Patch:
    """Everything the package brought is gone: its apps, their policies, their tokens."""
    gone = {name for name, app in scenario.ecas().items() if app.package == key}
    patch: Patch = {"packages": {key: {"installed": False, "install_requests": []}}}
    if "eca" in gone:
        patch["eca"] = None
    others = {name: None for name in gone if name != "eca"}
    tokens = {n: {"revoked": True} for n, token in scenario.tokens.items() if token.app in gone}
    for place in ("profiles", "permission_sets"):
        holders: Mapping[str, Any] = getattr(scenario, place)
        patch[place] = {
            name: {"apps": [app for app in holder.apps if app not in gone]}
            for name, holder in holders.items()
            if gone & set(holder.apps)
        }
    return patch | {"external_client_apps": others, "tokens": tokens}


def version_key(scenario: Scenario, ids: Mapping[str, str], version_id: str) -> str | None:
    """The key of the package with this 04t; `ids` are the version ids by key."""
    wanted = version_id[:15]
    return next((key for key in scenario.packages if ids[key][:15] == wanted), None)
