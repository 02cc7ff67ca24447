"""Which lines of the Setup Audit Trail touch the connection, and what they did. Pure.

The trail's own text may hold people's names, so it is never shown: a line is told in our words.
Action names are as seen in public tools; those of External Client Apps are published nowhere, so
there the section and the text decide.
"""

from collections.abc import Iterable

from intents.facts.recent_change import RecentChange
from intents.facts.user import User

#: Only where the line names one of the connection's users.
_OF_USERS = {
    "frozeuser": "a user was frozen",
    "unfrozeuser": "a user was unfrozen",
    "activateduser": "a user was activated",
    "deactivateduser": "a user was deactivated",
    "changedpassword": "a password was changed",
    "resetpassword": "a password was reset",
    "changedprofileforuser": "a user got another profile",
    "changedprofileforusercusttostd": "a user got another profile",
    "changedprofileforuserstdtocust": "a user got another profile",
    "permsetassign": "a permission set was assigned",
    "permsetunassign": "a permission set was taken away",
    "permsetgroupassign": "a permission set group was assigned",
    "permsetgroupunassign": "a permission set group was taken away",
    "permsetlicenseassign": "a permission set licence was assigned",
    "permsetlicenseunassign": "a permission set licence was taken away",
}
#: Whoever it is about: a word of the section, the action or the text.
_OF_THE_ORG = {
    "external client app": "an External Client App was changed",
    "externalclientapp": "an External Client App was changed",
    "connected app": "a connected app was changed",
    "connectedapp": "a connected app was changed",
    "api access control": "API Access Control was changed",
    "installed package": "a package was installed or removed",
    "packageinstall": "a package was installed or removed",
    "packageuninstall": "a package was installed or removed",
    "login ip range": "login IP ranges were changed",
    "network access": "trusted IP ranges were changed",
}


def touching(
    changes: Iterable[RecentChange], users: Iterable[User]
) -> list[tuple[RecentChange, str]]:
    """The lines that touch this connection, each with what it did, newest first."""
    people = tuple(users)
    told = ((change, what(change, people)) for change in changes)
    found = [(change, said) for change, said in told if said]
    return sorted(found, key=lambda one: one[0].created_date, reverse=True)


def what(change: RecentChange, users: Iterable[User]) -> str:
    """What one line did; "" where it does not touch the connection."""
    action, text = change.action.casefold(), (change.display or "").casefold()
    if action in _OF_USERS:
        names = (name for user in users for name in (user.username, user.name, user.id))
        return _OF_USERS[action] if any(n.casefold() in text for n in names if n) else ""
    whole = f"{action} {(change.section or '').casefold()} {text}"
    return next((said for word, said in _OF_THE_ORG.items() if word in whole), "")


def actor(change: RecentChange, roles: dict[str, str], me: str) -> str:
    """Who did it, by role: names are for nobody but the asker."""
    if change.created_by is None:
        return "Salesforce"
    username = change.created_by.username.casefold()
    if username == me.casefold():
        return "the bot's own user"
    return roles.get(username, "another user")
