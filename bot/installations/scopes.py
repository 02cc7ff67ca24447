"""What the bot asks of a workspace, and why: one line each, as the install page says it.

manifest.yml asks for the same; a test compares.
"""

from collections.abc import Mapping

SCOPES: Mapping[str, str] = {
    "commands": "so that people can type /6sense",
    "chat:write": "to post the result of a check, keep it up to date, and answer privately",
    "app_mentions:read": "to hear @6sense in channels and threads it was invited to",
    "im:write": "to write to people directly: walkthroughs, and what to do next",
    "users:read": "to know who administers the workspace, and so owns the bot there",
    "usergroups:read": "so that a role can be given to a user group",
    "channels:read": "to ask before it posts where people of other companies read along",
    "groups:read": "the same in private channels",
}
