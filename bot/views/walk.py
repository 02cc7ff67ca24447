"""A walkthrough in messages: one for each step; a step that is behind shrinks to a line."""

from bot.views.blocks import actions, context, line, section
from bot.views.message import Block, Button, Link, Message, composed, fitted
from bot.views.outside import aloud, clean, escaped, own, pressed_by, when
from bot.views.walk_pieces import (
    ORG_SAYS,
    clicks,
    folds,
    settled,
    shown,
    title,
    told_by_org,
    where,
)
from bot.views.wording import Speak, spoken
from intents.asked.walks import Back, CannotDo, Skip
from intents.finding import Status
from intents.intent import Confirm, Retry, ShowHow
from intents.playbook import Playbook, Step
from intents.reply import Looking
from intents.walk import DONE, State, Walk
from intents.walks.moves import confirmable

__all__ = ["step", "title"]

#: What may be left out where a message would be too long: 2 = nothing, 1 = the picture.
_LEVELS = (2, 1, 0)


def step(
    walk: Walk,
    playbook: Playbook,
    name: str,
    *,
    looking: Looking | None = None,
    unfolded: bool = False,
    speak: Speak = spoken,
) -> Message:
    """The message of one step, however it stands.

    Args:
        walk: the walkthrough as it stands.
        playbook: its playbook, as it is now.
        name: the step; one that the playbook no longer has is said to be gone.
        looking: a look under way: who pressed, in place of the buttons.
        unfolded: tell a long step whole.
        speak: the words of each check.
    """
    if name not in playbook.names:
        return line("- This step is no longer part of the walkthrough")
    one = playbook.step(name)
    if walk.stand(name).settled:
        return line(settled(walk, playbook, one))
    if walk.stopped:
        return line(f"○ {title(playbook, one)}: left open, the walkthrough was stopped")
    if name != walk.here:
        return line(f"○ {title(playbook, one)}: comes later")
    whole = unfolded or not folds(one)

    def drawn(detail: int) -> Message:
        blocks = [
            section(f"*{title(playbook, one)}*", *_lead(one)),
            *(clicks(one, detail) if whole else []),
            *where(walk, one),
            *_state(walk, playbook, one, speak),
            *([_looking(looking)] if looking else actions(_buttons(walk, playbook, one, whole))),
        ]
        return composed(_said(playbook, one), blocks)

    return fitted(_LEVELS, drawn)


def _lead(one: Step) -> list[str]:
    lines: list[str] = [own(one.lead, 600)]
    if one.warning:
        lines.append(f"*! Careful:* {own(one.warning, 600)}")
    return [*lines, f"*Who does it:* {escaped(one.who, 60)}"]


def _state(walk: Walk, playbook: Playbook, one: Step, speak: Speak) -> list[Block]:
    """What the org shows instead, whether we look by ourselves, and whose word counts."""
    stand = walk.stand(one.name)
    seen = [(c, walk.seen[c]) for c in walk.proofs(playbook, one) if c in walk.seen]
    wrong = [(check, look) for check, look in seen if not look.good]
    blocks = [*told_by_org(walk, one, speak)]
    if wrong:
        lines = [shown(check, look, speak) for check, look in wrong[:ORG_SAYS]]
        unseen = all(look.status is Status.UNKNOWN for _, look in wrong)
        head = "*I cannot tell yet:*" if unseen else "*Not yet, as far as the org shows:*"
        blocks.append(section(head, *lines))
    notes = []
    if stand.state is State.WAITING:
        until = f", until {when(stand.until)}" if stand.until else ""
        notes.append(f"▸ Watching: I look again by myself{until}")
    if stand.reason:
        notes.append(f"Opened again: {escaped(stand.reason, 200)}")
    if stand.revisited:
        notes.append("You came back to this step: go on when it is as you want it")
    if not walk.org and not one.manual:
        notes.append("I am not connected to an org here: your word counts, and stays a word")
    elif wrong and confirmable(walk, playbook, one):
        notes.append("The org does not settle it: if you are sure, *Confirm* it with your name")
    return [*blocks, *([context(*notes)] if notes else [])]


def _looking(pressed: Looking) -> Block:
    return section(f"*▸ Looking…* {pressed_by(pressed.by, pressed.at)}")


def _buttons(walk: Walk, playbook: Playbook, one: Step, whole: bool) -> list[Button | Link]:  # noqa: FBT001 -- private
    run, name = walk.receipt, one.name
    if not run:
        return []
    measurable = walk.measurable(playbook, one)

    def named(label: str, intent: Retry | Confirm | ShowHow | CannotDo | Skip | Back) -> Button:
        main = intent.kind == ("retry" if measurable else "confirm")
        return Button(
            label,
            intent,
            "primary" if main else None,
            accessibility=aloud(f"{label}: {one.title}"),
        )

    buttons: list[Button | Link] = []
    if measurable:
        buttons.append(named(DONE, Retry(run=run, check=name)))
    elif walk.org and one.shows:
        buttons.append(named("Look again", Retry(run=run, check=name)))
    if confirmable(walk, playbook, one):
        buttons.append(named("Confirm", Confirm(run=run, check=name, subject="step")))
    if not whole:
        buttons.append(named("Show me how", ShowHow(run=run, check=name)))
    buttons += [named(d.label, Back(run=run, step=name, to=d.to)) for d in one.detours]
    buttons.append(named("I can't do this", CannotDo(run=run, step=name)))
    buttons.append(named("Skip…", Skip(run=run, step=name)))
    if name != playbook.names[0]:
        buttons.append(named("Back", Back(run=run, step=name)))
    return buttons


def _said(playbook: Playbook, one: Step) -> str:
    """The message in one paragraph, for notifications and screen readers."""
    clicks_ = " ".join(f"{n}. {text}" for n, text in enumerate(one.do, 1))
    careful = f"Careful: {one.warning} " if one.warning else ""
    told = f"{one.lead} {careful}{clicks_}"
    return f"{title(playbook, one)}. {escaped(clean(told), 2500)}"
