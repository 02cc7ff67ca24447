"""The consent page and its error page, as HTML."""

from collections.abc import Mapping
from html import escape

from sandbox.workspace.oauth.wanted import Wanted
from sandbox.workspace.world import User, World

_STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;
color-scheme:light dark}h1{font-size:1.5rem}li{margin:.25rem 0}select,button{font:inherit;
padding:.5rem .75rem;border-radius:.5rem;border:1px solid #8888}button[value=allow]{background:
#007a5a;color:#fff;border-color:#007a5a}label,fieldset{display:block;margin:1rem 0;border:0;
padding:0}p.actions{display:flex;gap:.75rem;justify-content:flex-end}"""
_HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{title}</title><style>{style}</style>
</head><body>{body}</body></html>"""

#: What a person reads for a scope (Slack docs, scopes); others are shown by name.
_WORDS = {
    "commands": "Add shortcuts and slash commands that people can use",
    "chat:write": "Send messages as @{app}",
    "app_mentions:read": "View messages that directly mention @{app} in conversations it is in",
    "im:write": "Start direct messages with people",
    "im:history": "View messages in direct messages it has been added to",
    "users:read": "View people in a workspace",
    "users:read.email": "View email addresses of people in a workspace",
    "channels:read": "View basic information about public channels in a workspace",
    "groups:read": "View basic information about private channels it has been added to",
    "files:write": "Upload, edit, and delete files as @{app}",
}


def _document(title: str, body: str) -> str:
    return _HTML.format(title=escape(title), style=_STYLE, body=body)


def error_page(said: str) -> str:
    """What a person sees when the app sent them here wrongly."""
    body = f"<h1>Something went wrong when authorizing this app.</h1><p>{escape(said)}</p>"
    return _document("Something went wrong", body)


def consent_page(world: World, wanted: Wanted, asked: str, query: Mapping[str, str]) -> str:
    """Who is asked, what for, and the two buttons."""
    name = escape(world.app.name)
    scopes = [*wanted.scopes, *(f"{s} (as you)" for s in wanted.user_scopes)]
    items = "".join(f"<li>{_words(s, world.app.name)}</li>" for s in scopes)
    hidden = "".join(
        f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">'
        for k, v in query.items()
        if k in ("client_id", "scope", "user_scope", "redirect_uri", "state", "team")
    )
    body = f"""<h1>{name} is requesting permission to access a workspace</h1>
<form method="post" action="/oauth/v2/authorize">{hidden}
<label>Signed in as<br><select name="user">{_people(world, wanted.team, asked)}</select></label>
<p>What will {name} be able to do?</p><ul>{items}</ul>{_reach(world)}
<p class="actions"><button name="decision" value="cancel">Cancel</button>
<button name="decision" value="allow">Allow</button></p></form>"""
    return _document(f"Install {world.app.name}", body)


def _words(scope: str, app: str) -> str:
    return escape(_WORDS.get(scope, scope).replace("{app}", app))


def _people(world: World, team: str, asked: str) -> str:
    """Everyone who could sit at this browser, workspace by workspace."""
    out = []
    for home in world.teams:
        inside = [u for u in world.users if u.team == home.id and not u.is_bot and not u.deleted]
        chosen = [u for u in inside if asked in (u.id, u.name)]
        first = chosen or (inside[:1] if home.id == team else [])
        options = "".join(_option(u, chosen=u in first) for u in inside)
        out.append(f'<optgroup label="{escape(home.name)}">{options}</optgroup>')
    return "".join(out)


def _option(user: User, *, chosen: bool) -> str:
    mark = " selected" if chosen else ""
    role = ", admin" if user.is_admin else ""
    said = escape(f"{user.real_name or user.name}{role}")
    return f'<option value="{escape(user.id)}"{mark}>{said}</option>'


def _reach(world: World) -> str:
    """Where Enterprise Grid is, the app may go to one workspace or to all."""
    if not world.enterprises:
        return ""
    return """<fieldset><label><input type="radio" name="where" value="workspace" checked>
This workspace</label><label><input type="radio" name="where" value="organisation">
The whole organisation</label></fieldset>"""
