"""Around the steps of a walkthrough: its beginning and end, and what others are told of it."""

from bot.views import sentences
from bot.views.blocks import actions, context, header, line, section
from bot.views.message import Block, Button, Message, composed
from bot.views.outside import Mrkdwn, escaped, mention, own, short, when
from bot.views.signs import CONFIRMED, STATUS
from bot.views.walk_pieces import title
from intents.asked.walks import Remind, Stop
from intents.finding import Status
from intents.playbook import Playbook, Step
from intents.reply import Report
from intents.walk import State, Walk
from intents.walks.listing import already

#: Asked before *Stop* counts.
SURE = "Nobody is led on or reminded any more. What was done in Salesforce stays as it is."
_MARK = {
    State.OPEN: "○",
    State.WAITING: "▸",
    State.TRUE: STATUS[Status.OK].symbol,
    State.ATTESTED: CONFIRMED.symbol,
    State.SKIPPED: "-",
}


def opening(walk: Walk, playbook: Playbook, *, why_here: str = "") -> Message:
    """What comes, why, how long, and what is true already.

    Args:
        walk: the walkthrough, ticked.
        playbook: its playbook.
        why_here: why it is told in this place and not in a DM, "" = it is a DM.
    """
    asked = f"asked for by {mention(walk.asked_by.user)}" if walk.asked_by != walk.person else ""
    org = f"org {escaped(walk.org, 60)}" if walk.org else "no org connected"
    small = " · ".join(text for text in (own(playbook.takes, 100), org, asked) if text)
    blocks: list[Block] = [
        header(playbook.title),
        section(own(playbook.opening, 1500)),
        section(*(_listed(walk, playbook, one) for one in playbook.steps)),
        section(_end(walk) if walk.stopped else _ticked(walk, playbook)),
        context(small, f"Source: {escaped(playbook.source, 200)}"),
    ]
    if why_here:
        blocks.append(context(escaped(why_here, 300)))
    blocks += actions(_holding(walk))
    return composed(f"{escaped(playbook.title, 150)}. {_ticked(walk, playbook)}", blocks)


def _listed(walk: Walk, playbook: Playbook, one: Step) -> str:
    stand = walk.stand(one.name)
    at = playbook.names.index(one.name) + 1
    here = one.name == walk.here and not stand.settled and not walk.end
    text = f"{'▸' if here else _MARK[stand.state]} {at}. {escaped(one.title, 120)}"
    if stand.needless:
        spared = STATUS[Status.NOT_APPLICABLE].symbol
        return f"{spared} {at}. {escaped(one.title, 120)}: not needed here"
    return f"*{text}* ({escaped(one.who, 40)})" if here else text


def _ticked(walk: Walk, playbook: Playbook) -> Mrkdwn:
    total = len(playbook.steps)
    if not walk.org:
        return Mrkdwn(
            f"{total} steps. I am not connected to this org, so I cannot look: I take your word, "
            "and keep it as a word."
        )
    if not any(walk.stand(name).state is State.TRUE for name in playbook.names):
        return Mrkdwn(f"{total} steps. I look into the org after each, and tick what I see.")
    return Mrkdwn(f"{already(walk, playbook)} I look into the org after each.")


def _holding(walk: Walk) -> list[Button]:
    """What may be said of the whole of it: to be quiet, and to end."""
    if not walk.receipt or walk.end:
        return []
    label = "No reminders" if walk.reminders else "Remind me"
    return [
        Button(label, Remind(run=walk.receipt, on=not walk.reminders)),
        Button("Stop", Stop(run=walk.receipt), confirm=SURE),
    ]


def closing(walk: Walk, playbook: Playbook, report: Report | None = None) -> Message:
    """How it ended: what was measured, what is a person's word, what was skipped and why.

    `report` is a check of the whole org made now; None = nobody looked.
    """
    left = [one for one in playbook.steps if walk.stand(one.name).state is State.SKIPPED]
    words = [one for one in playbook.steps if walk.stand(one.name).state is State.ATTESTED]
    told = f"{_outcome(walk, playbook)} {tally(walk, playbook)}"
    blocks: list[Block] = [header(f"Through: {playbook.title}"), section(told)]
    if report:
        sign, said = sentences.verdict(report, short(report.org, 60))
        blocks.append(section(f"*{sign}:* {escaped(said, 200)}"))
    if words:
        blocks.append(section("*A person's word, not measured:*", *(_how(walk, o) for o in words)))
    if left:
        blocks.append(section("*Left out:*", *(_how(walk, one) for one in left)))
    text = f"Through: {escaped(playbook.title, 150)}. {told}"
    return composed(text.replace("*", ""), blocks)


def stopped(walk: Walk, playbook: Playbook) -> Message:
    """It ended before its last step: by whom, how far it was, and how it goes on after all."""
    again = f"`/6sense guide {walk.playbook}` begins it anew, and ticks what the org shows then."
    said = f"*- Stopped: {escaped(playbook.title, 150)}*"
    blocks = [section(said, _end(walk), tally(walk, playbook)), context(again)]
    return composed(f"{said} {_end(walk)}".replace("*", ""), blocks)


def _end(walk: Walk) -> Mrkdwn:
    """Who stopped it, and when; "" where it goes on."""
    if walk.end is None:
        return Mrkdwn("")
    at = when(walk.end.at)
    return Mrkdwn(f"Stopped by {mention(walk.end.by)}{f', {at}' if at else ''}.")


def _outcome(walk: Walk, playbook: Playbook) -> str:
    """The end in one sentence; only what was measured is called shown."""
    states = {walk.stand(one.name).state for one in playbook.steps}
    if State.SKIPPED in states:
        return f"*{STATUS[Status.WARN].symbol} Done, but for what was left out.*"
    if not any(walk.measurable(playbook, one) for one in playbook.steps):
        return f"*{CONFIRMED.symbol} All of it is done, by your word.*"
    if any(walk.stand(o.name).state is State.ATTESTED for o in playbook.steps if o.checks):
        return f"*{CONFIRMED.symbol} All of it is done; some of it the org could not show.*"
    return f"*{STATUS[Status.OK].symbol} All of it is done: what the org can show, it shows.*"


def _how(walk: Walk, one: Step) -> str:
    stand = walk.stand(one.name)
    by, at = mention(stand.by) if stand.by else "a person", when(stand.at)
    reason = f": {escaped(stand.reason, 300)}" if stand.reason else ""
    return f"• {escaped(one.title, 150)} ({by}{f', {at}' if at else ''}){reason}"


def tally(walk: Walk, playbook: Playbook) -> Mrkdwn:
    """How many steps are measured, confirmed, skipped, open."""
    stands = [walk.stand(name) for name in playbook.names]
    states = [stand.state for stand in stands]
    spared = sum(stand.needless for stand in stands)
    counts = (
        (states.count(State.TRUE) - spared, "measured"),
        (spared, "not needed here"),
        (states.count(State.ATTESTED), "confirmed by a person"),
        (states.count(State.SKIPPED), "skipped"),
        (states.count(State.OPEN) + states.count(State.WAITING), "open"),
    )
    said = ", ".join(f"{count} {what}" for count, what in counts if count)
    return Mrkdwn(f"{len(states)} steps: {said}")


def progress(walk: Walk, playbook: Playbook) -> Message:
    """For the thread of whoever asked: where the person is."""
    who = mention(walk.person.user)
    if walk.finished(playbook):
        named = f"The walkthrough “{escaped(playbook.title, 150)}” for {who}"
        return line(f"{named} is through. {tally(walk, playbook)}")
    if walk.stopped:
        said = f"The walkthrough “{escaped(playbook.title, 150)}” for {who} is over. {_end(walk)}"
        return line(f"{said} {tally(walk, playbook)}")
    at, total = playbook.names.index(walk.here) + 1, len(playbook.steps)
    one = playbook.step(walk.here)
    said = f"The walkthrough for {who} is at step {at} of {total}: {escaped(one.title, 150)}"
    return composed(
        said,
        [
            section(f"{said} ({escaped(one.who, 60)})"),
            context(escaped(playbook.title, 150), tally(walk, playbook)),
        ],
    )


def reminder(walk: Walk, playbook: Playbook, since: str) -> Message:
    """A kind word after a while; `since` is when something last happened."""
    one = playbook.step(walk.here)
    last = f" since {when(since)}" if when(since) else ""
    at = title(playbook, one).replace("Step", "step", 1)
    said = f"We are still at {at}{last}. Take your time: nothing is lost."
    if one.who != "System Administrator":
        said += f" It takes the {escaped(one.who, 60)}."
    return composed(said, [section(said), *actions(_holding(walk))])


def entry(walk: Walk, playbook: Playbook, says: str) -> Message:
    """The playbook changed meanwhile: what changed, and where the walk goes on."""
    one = playbook.step(walk.here)
    on = "All of it is behind you." if walk.finished(playbook) else f"*{title(playbook, one)}*"
    return composed(f"{escaped(says, 900)} {on}", [section(escaped(says, 900)), section(on)])
