"""A change becomes the org."""

from __future__ import annotations

from sandbox.org import diary
from sandbox.org.org import Org
from sandbox.org.shipped import ScenarioError, merged
from sandbox.org.writes.change import Change
from sandbox.org.writes.mistakes import Mistake


def commit(org: Org, user: str, change: Change) -> None:
    """Lay a change over the org, with its line in the audit trail."""
    patch = dict(change.patch)
    if change.note:
        told = (change.note.action, change.note.section, change.note.display)
        patch = merged(patch, diary.audited(org.state, user, *told))
    try:
        org.change(patch)
    except ScenarioError as error:
        raise Mistake("FIELD_INTEGRITY_EXCEPTION", str(error)) from None
