"""What becomes of text a person types (Slack docs, formatting: & < > arrive escaped)."""

import re
from collections.abc import Callable

from sandbox.workspace.world import World

_KEPT = re.compile(r"<(?:@[UW]\w+|#C\w+|!subteam\^S\w+|https?://[^>\s|]+)(?:\|[^>]*)?>")
_CHANNEL = re.compile(r"(?<![\w<&])#([\w.-]+)")
_LINK = re.compile(r"(?<![\w@.:/|<-])((?:https?://)?(?:[\w-]+\.)+(?:com|org|net|io)\b[^\s<>|]*)")
_NAMED = re.compile(r"(?<![\w<])@([\w.-]+)")


def escaped(text: str) -> str:
    """Escape `&`, `<`, `>`; mentions, channels and links already in Slack's form stay."""
    return _outside(text, _plain)


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def with_mentions(world: World, text: str) -> str:
    """`@olga` becomes `<@U0OLGA001>`, as the message box does it; so does the app's own name."""
    app = world.app

    def mention(found: re.Match[str]) -> str:
        is_app = found.group(1).casefold() == app.name.casefold()
        user = world.user(app.bot_user if is_app else found.group(1))
        return f"<@{user.id}>" if user else found.group()

    return _NAMED.sub(mention, text)


def with_entities(world: World, text: str) -> str:
    """A command as an app with `should_escape` gets it (Slack docs, Slash commands, escaping)."""
    groups = {group.handle: group.id for group in world.usergroups if not group.disabled}

    def person(found: re.Match[str]) -> str:
        if group := groups.get(found[1]):
            return f"<!subteam^{group}|@{found[1]}>"
        user = world.user(found[1])
        return f"<@{user.id}|{user.name}>" if user else found[0]

    def channel(found: re.Match[str]) -> str:
        known = world.channel(found[1])
        return f"<#{known.id}|{known.name}>" if known else found[0]

    def link(found: re.Match[str]) -> str:
        address = found[1] if "://" in found[1] else f"http://{found[1]}"
        return f"<{address}|{found[1]}>"

    return _outside(text, lambda t: _CHANNEL.sub(channel, _NAMED.sub(person, _LINK.sub(link, t))))


def _outside(text: str, change: Callable[[str], str]) -> str:
    """Change what is not in Slack's form already."""
    out, at = [], 0
    for kept in _KEPT.finditer(text):
        out += [change(text[at : kept.start()]), kept.group()]
        at = kept.end()
    return "".join([*out, change(text[at:])])
