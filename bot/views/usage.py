"""Help and notes: what can be asked, and what was meant."""

from functools import lru_cache

from bot.views.blocks import actions, context, section
from bot.views.message import Button, Message, composed
from bot.views.outside import bare, escaped, tagged, value
from intents.grammar import parse
from intents.intent import CheckOrg
from intents.reply import Note, Usage

_BUTTONS = 5  # orgs offered as buttons; the rest are named
_NAMED = 20
_NEAR = 5

#: What can be asked in Slack, each with one example.
COMMANDS = (
    ("check {org}", "can 6sense connect to this org, and if not, why"),
    ("check {org} as legacy", "the same, judged as a legacy Connected App (or as eca)"),
    ("check {org} only oauth-enabled", "only the checks you name"),
    ("explain oauth-enabled", "what a check or an error is about"),
    ("orgs", "the orgs of this workspace: as whom, and how they stand"),
    ("connect {org} sandbox", "connect an org (production, sandbox, or its My Domain)"),
    ("people {org}", "who set 6sense up there, and which user it connects as"),
    ("rename {org} acme-uat", "give an org another name"),
    ("disconnect {org}", "forget an org, and end my access to it"),
    ("access", "who may do what here, and why; what you may do"),
    ("audit {org}", "who did what to this org, with what result"),
    ("doctor", "whether I am well myself, and if not what to do"),
    ("forget everything", "delete all I know of this workspace; I ask first"),
    ("guide eca-setup for @cara in {org}", "walk somebody through it, step by step; guide: all"),
    ("stop", "the walkthroughs under way, each with a button that ends it"),
    ("triage OAUTH_FLOW_DISABLED", "what a pasted error is, and whether the org bears it out"),
    ("help", "this list"),
)


def _example(command: str, orgs: tuple[str, ...]) -> str:
    """A command with an org of the asker's own in it, where there is one."""
    return command.replace("{org}", orgs[0] if orgs else "acme-prod")


def meant(near: tuple[str, ...]) -> str:
    """`Did you mean …?` in mrkdwn; "" where nothing is near."""
    return f"Did you mean {' or '.join(value(n, 60) for n in near[:_NEAR])}?" if near else ""


def usage(asked: Usage) -> Message:
    """The commands, one example each; what was perhaps meant comes first."""
    unknown = f"I do not understand {value(asked.unknown, 120)}" if asked.unknown else ""
    why = escaped(asked.why, 300) if asked.why else ""
    wrong = ": ".join(text for text in (unknown, why) if text)
    first = " ".join(text for text in (f"{wrong}." if wrong else "", meant(asked.near)) if text)
    blocks = [section(first)] if first else []
    ways_on = _leading_on(asked.near)
    blocks += actions(ways_on)
    lines = [
        f"{value('/6sense ' + _example(command, asked.orgs), 120)}  {what}"
        for command, what in COMMANDS
    ]
    blocks.append(section("*What you can ask me*", *lines))
    blocks.append(context("In a thread, mention me: slash commands do not work there."))
    if asked.orgs:
        blocks.append(context(f"Orgs I know: {_orgs(asked.orgs)}"))
    offered = asked.orgs[:_BUTTONS] if not ways_on else ()
    named = [(f"Check {org}", CheckOrg(org=org)) for org in offered]
    blocks += actions([Button(bare(label, 75), intent) for label, intent in named])
    text = f"{first} You can ask: /6sense check, /6sense help.".strip()
    return composed(text, blocks)


@lru_cache(maxsize=256)
def note(told: Note) -> Message:
    """One clear sentence, and what to do next."""
    says = [escaped(told.says, 600), meant(told.near)]
    if told.next:
        who = "".join(f" {tagged(entity)}" for entity in told.who)
        says.append(f"*Next:* {escaped(told.next, 400)}{who}")
    lines = [text for text in says if text]
    ways_on = _leading_on(tuple(f"check {org}" for org in told.near))
    text = " ".join(lines).replace("*Next:*", "Next:")
    return composed(text, [section(*lines), *actions(ways_on)])


def _leading_on(near: tuple[str, ...]) -> list[Button]:
    """What was perhaps meant, one press away; only what really is a check."""
    read = [(command, parse(command)) for command in dict.fromkeys(near[:_NEAR])]
    found = [(command, intent) for command, intent in read if isinstance(intent, CheckOrg)]
    return [
        Button(bare(f"{command[:1].upper()}{command[1:]}", 75), intent) for command, intent in found
    ]


def _orgs(orgs: tuple[str, ...]) -> str:
    shown = ", ".join(value(org, 40) for org in orgs[:_NAMED])
    return shown + (f" and {len(orgs) - _NAMED} more" if len(orgs) > _NAMED else "")
