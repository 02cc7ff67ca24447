"""Pieces of a walkthrough's messages: a step's title, its clicks and pages, what the org shows."""

from bot.views.blocks import actions, preformatted, section
from bot.views.message import Block, Link
from bot.views.outside import Mrkdwn, bare, escaped, mention, own, units, value, when
from bot.views.redaction import masked
from bot.views.signs import CONFIRMED, STATUS
from bot.views.wording import Speak
from intents.finding import Status
from intents.playbook import Playbook, Step
from intents.walk import Seen, State, Walk
from intents.walks.where import address

#: Clicks and characters up to which a step is told whole; beyond, *Show me how* unfolds it.
_CLICKS, _WORDS = 8, 1100
#: Checks spelt out of one look.
ORG_SAYS = 6


def title(playbook: Playbook, one: Step) -> Mrkdwn:
    """`Step 3 of 9: …`."""
    at, total = playbook.names.index(one.name) + 1, len(playbook.steps)
    return Mrkdwn(f"Step {at} of {total}: {escaped(one.title, 150)}")


def settled(walk: Walk, playbook: Playbook, one: Step) -> Mrkdwn:
    """A step that is behind, in one line: who, when, and how it is known."""
    stand = walk.stand(one.name)
    by, at = mention(stand.by) if stand.by else "", when(stand.at)
    moment = f", {at}" if at else ""
    if stand.state is State.TRUE:
        if stand.needless:
            mark, why = STATUS[Status.NOT_APPLICABLE].symbol, escaped(masked(stand.reason), 150)
            return Mrkdwn(f"*{mark} {title(playbook, one)}* · not needed here: {why}{moment}")
        mark, seen = STATUS[Status.OK].symbol, _as_seen(walk, one)
        return Mrkdwn(f"*{mark} {title(playbook, one)}* · measured{seen}{moment}")
    if stand.state is State.ATTESTED:
        said = f"confirmed by {by or 'a person'}{moment}: a person's word, not measured"
        return Mrkdwn(f"*{CONFIRMED.symbol} {title(playbook, one)}* · {said}")
    why = escaped(masked(stand.reason), 300)
    return Mrkdwn(f"*- {title(playbook, one)}* · skipped by {by or 'a person'}{moment}: {why}")


def _as_seen(walk: Walk, one: Step) -> str:
    """What was seen, where one check proves the step: it may be what the next step turns on."""
    look = walk.seen.get(one.checks[0]) if len(one.checks) == 1 else None
    return f": {escaped(masked(look.seen), 120)}" if look and look.good and look.seen else ""


def folds(one: Step) -> bool:
    """Whether a step is too long to be told whole at once."""
    return len(one.do) > _CLICKS or sum(map(units, one.do)) > _WORDS


def clicks(one: Step, detail: int = 2) -> list[Block]:
    """What to do, exactly; a picture of it; what may look otherwise."""
    blocks = [section(*(f"{n}. {own(text, 500)}" for n, text in enumerate(one.do, 1)))]
    if one.notes and detail:
        blocks.append(section(*(own(text, 900) for text in one.notes)))
    if one.picture and detail > 1:
        blocks.append(preformatted(one.picture.splitlines()))
    if one.astray and detail:
        otherwise = (f"• {own(text, 400)}" for text in one.astray)
        blocks.append(section("*If it looks otherwise:*", *otherwise))
    return blocks


def where(walk: Walk, one: Step) -> list[Block]:
    """The pages, as buttons that open them; one without an address is named."""
    pages = address(walk, one)
    found = {url: page.label for page, url in reversed(pages) if url}
    links = [Link(bare(f"Open {label}", 75), url) for url, label in reversed(found.items())]
    named = [escaped(page.label, 80) for page, url in pages if not url]
    return [*([section(f"*Where:* {', '.join(named)}")] if named else []), *actions(links)]


def told_by_org(walk: Walk, one: Step, speak: Speak) -> list[Block]:
    """What the org says that proves nothing here, and is worth knowing."""
    looks = [(check, walk.seen[check]) for check in one.shows if check in walk.seen]
    if not looks:
        return []
    lines = [
        f"{STATUS[look.status].symbol} {escaped(speak(check).title, 100)}: "
        f"{escaped(masked(look.seen), 250)}"
        for check, look in looks[:ORG_SAYS]
    ]
    return [section("*What the org says:*", *lines)]


def shown(check: str, look: Seen, speak: Speak) -> str:
    """One check as the org shows it."""
    mark = STATUS[look.status].symbol
    seen, wanted = value(masked(look.seen) or "nothing", 250), value(masked(look.wanted), 200)
    behind = f" (first: {escaped(speak(look.behind).title, 100)})" if look.behind else ""
    why = escaped(masked(look.seen), 250)
    if look.status is Status.UNKNOWN:
        return f"{mark} {escaped(speak(check).title, 100)}: I could not see it: {why}{behind}"
    return f"{mark} Seen {seen}, wanted {wanted}{behind}"
