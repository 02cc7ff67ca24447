"""PackageInstallRequest: asked for now, done a moment later.

Source: Tooling API, PackageInstallRequest; forcedotcom/packaging (what the CLI sends); CumulusCI
(messages worth another try). The request is IN_PROGRESS for the package's `install_seconds`.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sandbox.org.packaging import requested, version_key
from sandbox.org.scenario_apps import InstallRequest
from sandbox.org.tables.packages import version_id
from sandbox.org.writes.change import Change, Note, Write
from sandbox.org.writes.mistakes import Mistake, no_such

_TYPES: dict[str, Literal["Full", "None", "Custom", "Push"]] = {
    "full": "Full",
    "none": "None",
    "custom": "Custom",
    "push": "Push",
}
_CONFLICTS = {"block", "renamemetadata"}
_FIELD = "SubscriberPackageVersionKey"


def request(write: Write) -> Change:
    """A new request; what it leads to is read from the package when it is due."""
    state, values = write.state, write.values
    packages = state.scenario.packages
    ids = {key: version_id(state, key, package) for key, package in packages.items()}
    key = version_key(state.scenario, ids, str(values[_FIELD]))
    if key is None:
        raise no_such(_FIELD)
    kind = _TYPES.get(str(values.get("SecurityType", "none")).lower())
    conflict = str(values.get("NameConflictResolution", "Block")).lower()
    if kind is None or conflict not in _CONFLICTS:
        field = "NameConflictResolution" if kind else "SecurityType"
        text = f"{field}: bad value for restricted picklist field: {values.get(field)}"
        raise Mistake("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", text, field)
    package = packages[key]
    now = dt.datetime.now(dt.UTC)
    wrong_key = package.installation_key not in {None, values.get("Password")}
    made = InstallRequest(
        security_type=kind,
        status="IN_PROGRESS",
        user=write.user,
        when=now.isoformat(),
        due=(now + dt.timedelta(seconds=package.install_seconds)).isoformat(),
        source=str(values.get("PackageInstallSource", "U")),
        error="Invalid installation key." if wrong_key else None,
    )
    row_id = state.id("PackageInstallRequest", key, str(len(package.install_requests)))
    note = Note("packageInstall", "Installed Packages", f"Installed {package.name} package")
    patch = {"packages": {key: {"install_requests": requested(package, made)}}}
    return Change(patch, row_id, note)
