"""Every Web API method the sandbox speaks: required arguments, scopes, rate tier, handler."""

from sandbox.workspace.api import (
    apps,
    chat,
    conversations,
    files,
    groups,
    history,
    oauth,
    people,
    reactions,
    validate,
    views,
)
from sandbox.workspace.api.method import Method

_WRITE = ("chat:write",)
_OPEN = ("im:write", "mpim:write", "channels:manage", "groups:write")
_READ = conversations.READ
_FILES = ("files:write",)
_GROUPS = ("usergroups:read",)
_REACT = ("reactions:write",)

METHODS: dict[str, Method] = {
    "api.test": Method(people.api_test, tier="special", caller="none"),
    "apps.uninstall": Method(oauth.apps_uninstall, ("client_id", "client_secret"), tier="1"),
    "auth.revoke": Method(oauth.revoke, caller="any"),
    "auth.teams.list": Method(people.auth_teams_list, tier="2", caller="any"),
    "auth.test": Method(people.auth_test, tier="special", caller="any"),
    "apps.connections.open": Method(apps.connections_open, caller="app"),
    "blocks.validate": Method(validate.validate, tier="special", caller="none"),
    "bots.info": Method(people.bots_info, scopes=("users:read",)),
    "chat.delete": Method(chat.delete, ("channel", "ts"), _WRITE),
    "chat.getPermalink": Method(chat.get_permalink, ("channel", "message_ts"), tier="special"),
    "chat.postEphemeral": Method(chat.post_ephemeral, ("channel", "user"), _WRITE, "4"),
    "chat.postMessage": Method(chat.post_message, ("channel",), _WRITE, "post"),
    "chat.update": Method(chat.update, ("channel", "ts"), _WRITE),
    "conversations.history": Method(history.history, ("channel",), history.SCOPES, "history"),
    "conversations.info": Method(conversations.info, ("channel",), _READ),
    "conversations.join": Method(conversations.join, ("channel",), ("channels:join",)),
    "conversations.list": Method(conversations.list_, (), _READ, "2", needs_team=True),
    "conversations.members": Method(conversations.members, ("channel",), _READ, "4"),
    "conversations.open": Method(conversations.open_, (), _OPEN),
    "conversations.replies": Method(history.replies, ("channel", "ts"), history.SCOPES, "history"),
    "files.completeUploadExternal": Method(files.complete_upload, ("files",), _FILES, "4"),
    "files.delete": Method(files.delete, ("file",), _FILES),
    "files.getUploadURLExternal": Method(files.get_upload_url, ("filename", "length"), _FILES, "4"),
    "files.info": Method(files.info, ("file",), ("files:read",), "4"),
    "oauth.v2.access": Method(oauth.v2_access, tier="special", caller="none"),
    "oauth.v2.exchange": Method(oauth.v2_exchange, caller="none"),
    "reactions.add": Method(reactions.add, ("channel", "name", "timestamp"), _REACT),
    "reactions.remove": Method(reactions.remove, ("channel", "name", "timestamp"), _REACT),
    "team.info": Method(people.team_info, (), ("team:read",)),
    "usergroups.list": Method(groups.list_, (), _GROUPS, "2", needs_team=True),
    "usergroups.users.list": Method(groups.users, ("usergroup",), _GROUPS, "2", needs_team=True),
    "users.conversations": Method(conversations.users_conversations, (), _READ, needs_team=True),
    "users.info": Method(people.users_info, ("user",), ("users:read",), "4"),
    "users.list": Method(people.users_list, (), ("users:read",), "2", needs_team=True),
    "users.lookupByEmail": Method(people.lookup_by_email, ("email",), ("users:read.email",)),
    "views.open": Method(views.open_, ("view",), tier="4"),
    "views.publish": Method(views.publish, ("user_id", "view"), tier="4"),
    "views.push": Method(views.push, ("view",), tier="4"),
    "views.update": Method(views.update, ("view",), tier="4"),
}
