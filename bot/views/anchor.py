"""The one anchor message of a run: verdict first, then cause, planes and groups."""

from bot.views import sentences
from bot.views.blocks import actions, context, header, section
from bot.views.groups import DETAIL, classic, grouped, live_classic, live_plan
from bot.views.groups import plan as plan_block
from bot.views.message import Block, Button, Message, composed, fitted
from bot.views.outside import bare, escaped, link, mention, value, when
from bot.views.redaction import for_channel
from bot.views.signs import VERDICT
from bot.views.wording import Speak, spoken
from intents.asked.orgs import Connect
from intents.asked.walks import Guide
from intents.finding import Status
from intents.intent import Cancel, CheckOrg, Retry, ShowHow, Track
from intents.playbooks import way
from intents.reply import Plane, Progress, Report, Verdict

#: What the legacy app is to give way to: offered however well it works.
MIGRATE = "migrate-to-eca"
_MIGRATE = "Move to the External Client App"
_ORG = 60


def anchor(
    reply: Report | Progress,
    *,
    plan: bool,
    asked_by: str = "",
    again: CheckOrg | None = None,
    speak: Speak = spoken,
) -> Message:
    """The anchor of a run, live or done, as everybody in the channel may read it.

    Args:
        reply: where the run stands.
        plan: draw a `plan` block; False draws the same as classic sections.
        asked_by: the verified Slack id of who asked ("" = nobody in Slack).
        again: the intent of this run, for *Check again*; by default the whole org.
        speak: the words of each check.
    """
    if isinstance(reply, Progress):
        return _running(reply, asked_by, plan=plan)
    shown = for_channel(reply)
    groups = grouped(shown.findings, speak)
    title = f"What was checked: {sentences.counts(shown.findings)}"

    def drawn(detail: int) -> Message:
        one = [plan_block(groups, title, speak, detail)] if plan else []
        checked = one or classic(groups, title, speak, detail)
        blocks = [
            header(headline(shown, again)),
            *_answer(shown, speak),
            section(*(plane_line(name, state) for name, state in sentences.planes(shown))),
            *actions(_buttons(shown, again)),
            *(checked if groups else []),
            *small_print(shown, asked_by, again),
        ]
        return composed(summary(shown, speak, again), blocks)

    return fitted(DETAIL, drawn)


def summary(report: Report, speak: Speak, again: CheckOrg | None = None) -> str:
    """The answer in one paragraph: notifications and screen readers have nothing else."""
    said = [escaped(headline(report, again), 200)]
    if cause := sentences.cause(report, speak):
        said.append(escaped(f"Cause: {cause}", 500))
    if report.diagnosis and report.diagnosis.next:
        who = f" ({report.diagnosis.who})" if report.diagnosis.who else ""
        said.append(escaped(f"Next: {report.diagnosis.next}{who}", 500))
    said.append(escaped(f"Checks: {sentences.counts(report.findings)}"))
    return ". ".join(text.rstrip(".") for text in said) + "."


def answer(report: Report, speak: Speak, *, thread: bool = True) -> list[str]:
    """Cause, next action and who: the lines under the verdict."""
    lines = [f"_{escaped(sentences.unfinished(report))}_"] if report.ended != "done" else []
    if report.diagnosis:
        lines.append(f"*Cause:* {escaped(sentences.cause(report, speak), 500)}")
        if report.diagnosis.next:
            lines.append(f"*Next:* {escaped(report.diagnosis.next, 500)}")
        if report.diagnosis.who:
            lines.append(f"*Who:* {escaped(report.diagnosis.who)}")
    if (culprit := sentences.culprit(report)) and (words := speak(culprit.check)).label:
        lines.append(f"*Where:* {link(report.setup_url, words.path, words.label)}")
    if left := sentences.todo(report.findings):
        things = "thing" if len(left) == 1 else "things"
        where = ", in the thread" if thread else ""
        lines.append(f"*Left to you:* {len(left)} {things} only a person can see{where}")
    return lines


def _answer(report: Report, speak: Speak) -> list[Block]:
    lines = answer(report, speak)
    return [section(*lines)] if lines else []


def headline(report: Report, again: CheckOrg | None = None) -> str:
    """The verdict in one sentence, fit for a heading."""
    org = bare(report.org, _ORG)
    sign, said = sentences.verdict(report, org, part=sentences.part(again))
    return f"{sign}: {said}"


def plane_line(name: str, plane: Plane) -> str:
    """One of the three lines: state, as whom, why."""
    identity = f" as {escaped(plane.identity, 80)}" if plane.identity else ""
    why = f": {escaped(plane.why, 200)}" if plane.why else ""
    return f"*{name}* {VERDICT[plane.state]}{identity}{why}"


def _buttons(report: Report, again: CheckOrg | None) -> list[Button]:
    buttons = []
    cause = sentences.culprit(report)
    if cause and report.receipt:
        how = ShowHow(run=report.receipt, check=cause.check)
        buttons.append(Button("Show me how", how, "primary"))
        if cause.status is not Status.MANUAL:
            buttons.append(Button("Retry", Retry(run=report.receipt, check=cause.check)))
        if cause.check == "bot-connected":
            buttons.append(Button("Connect again", Connect(org=report.org, again=True)))
    if report.verdict is Verdict.FAIL and (book := way(report.track)) not in ("", MIGRATE):
        buttons.append(Button("Walk me through", Guide(playbook=book, org=report.org)))
    if report.track in (Track.LEGACY, Track.MIXED):
        buttons.append(Button(_MIGRATE, Guide(playbook=MIGRATE, org=report.org)))
    buttons.append(Button("Check again", again or CheckOrg(org=report.org)))
    return buttons


def small_print(report: Report, asked_by: str, again: CheckOrg | None) -> list[Block]:
    """Track, receipt, cost, coverage, who asked, when."""
    why = f" ({escaped(report.track_why, 200)})" if report.track_why else ""
    only = again.only if again else ()
    facts = [
        f"Receipt {value(report.receipt, 40)}" if report.receipt else "",
        sentences.spent(report.cost),
        sentences.coverage(report),
        f"looked only at {escaped(', '.join(only), 150)}" if only else "",
        f"asked by {mention(asked_by)}" if asked_by else "",
        when(sentences.looked_at(report)),
    ]
    track = f"Set-up: {escaped(sentences.track(report))}{why}"
    return [context(track), context(" · ".join(fact for fact in facts if fact))]


def _running(progress: Progress, asked_by: str, *, plan: bool) -> Message:
    org = bare(progress.org, _ORG)
    title = f"Checking {org}…"
    if progress.stage == "queued":
        title = f"Waiting to check {org}…"
    blocks = [
        header(title),
        live_plan(progress, title) if plan else live_classic(progress),
        *actions([Button("Cancel", Cancel(run=progress.receipt))]),
        context(
            " · ".join(
                text
                for text in (
                    f"Receipt {value(progress.receipt, 40)}" if progress.receipt else "",
                    f"asked by {mention(asked_by)}" if asked_by else "",
                )
                if text
            )
            or "just begun"
        ),
    ]
    return composed(escaped(title, 200), blocks)
