"""What becomes of text a person types (Slack docs, formatting: & < > arrive escaped)."""

import re

from sandbox.workspace.world import World

_KEPT = re.compile(r"<(?:@[UW]\w+|#C\w+|https?://[^>\s]+)(?:\|[^>]*)?>")
_NAMED = re.compile(r"(?<![\w<])@([\w.-]+)")


def escaped(text: str) -> str:
    """Escape `&`, `<`, `>`; mentions, channels and links already in Slack's form stay."""
    out, at = [], 0
    for kept in _KEPT.finditer(text):
        out += [_plain(text[at : kept.start()]), kept.group()]
        at = kept.end()
    return "".join([*out, _plain(text[at:])])


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def with_mentions(world: World, text: str) -> str:
    """`@olga` becomes `<@U0OLGA001>`, as the message box does it."""

    def mention(found: re.Match[str]) -> str:
        user = world.user(found.group(1))
        return f"<@{user.id}>" if user else found.group()

    return _NAMED.sub(mention, text)
