"""Where things meet: an intent, the world, the domain. `answer` is the bot as one function."""

from difflib import get_close_matches

from intents.asked.knowledge import Explain, ShowEvidence
from intents.asker import Asker
from intents.fact import Fact, Heard
from intents.intent import Cancel, CheckOrg, Confirm, Help, Intent, Retry, ShowHow
from intents.replies.evidence import proof
from intents.replies.lesson import explained
from intents.reply import Attested, Explanation, Note, Reply, Report, Usage
from intents.report import kinds, kinds_of, report
from intents.world import Recalled, World

GONE = Note(
    says="I no longer have that check.",
    next="Start a new one: `/6sense check <org>`",
)

NOT_HERE = Note(says="I cannot answer that here.", next="Ask me in Slack.")

UNDER_WAY = Note(
    says="This org is being looked at already: the answer appears in this channel in a moment.",
)


def no_such_org(org: str, known: tuple[str, ...]) -> Note:
    """The asker's workspace has no org of that name."""
    near = tuple(get_close_matches(org, known, n=3, cutoff=0.5))
    if not known:
        hint = f"Connect it: `/6sense connect {org}`"
    elif near:
        hint = ""
    else:
        hint = f"I know: {', '.join(known[:10])}"
    return Note(says=f"I do not know an org called {org}.", next=hint, near=near)


def facts_for(intent: Intent) -> tuple[type[Fact], ...]:
    """What must be learnt before this intent can be answered; () where nothing must."""
    match intent:
        case CheckOrg():
            return kinds(intent)
        case Retry(check=check):
            return kinds_of(check)
        case _:
            return ()


def answer(intent: Intent, asker: Asker, world: World) -> Reply:
    """The reply to one intent. Everything that may surprise is behind `world`."""
    match intent:
        case Help(unknown=unknown, near=near, why=why):
            return Usage(unknown=unknown, near=near, why=why)
        case CheckOrg():
            return report(intent, world.learn(intent.org, kinds(intent)))
        case Retry() | Confirm() | ShowHow() | Cancel():
            recalled = world.recall(intent.run)
            return _about(intent, asker, world, recalled) if recalled else GONE
        case ShowEvidence(run=run, check=check, names=names):
            found = world.recall(run)
            return (proof(run, check, found, names=names) if found else None) or GONE
        case Explain(topic=topic):
            return explained(topic)
        case _:
            return NOT_HERE


def _about(
    intent: Retry | Confirm | ShowHow | Cancel, asker: Asker, world: World, run: Recalled
) -> Reply:
    match intent:
        case Retry(check=check):
            newer = world.learn(run.intent.org, kinds_of(check))
            return report(run.intent, run.heard.renewed(newer), run.attested)
        case Confirm(check=check, subject=subject):
            word = Attested(check=check, subject=subject, by=asker.person.user, at=asker.at)
            return report(run.intent, run.heard, (*run.attested, word))
        case ShowHow(check=check):
            return _explained(check, intent.run, run)
        case Cancel():
            return unfinished(run.intent, run.heard, "cancelled")


def _explained(check: str, receipt: str, run: Recalled) -> Reply:
    for finding in run.report.findings if run.report else ():
        if finding.check == check:
            return Explanation(
                org=run.intent.org,
                receipt=receipt,
                finding=finding,
                setup_url=run.report.setup_url if run.report else "",
            )
    return GONE


def unfinished(intent: CheckOrg, heard: Heard, ended: str) -> Report:
    """The report of a run that was stopped: what was learnt by then, the rest unknown."""
    stopped = report(intent, heard)
    return stopped.model_copy(update={"ended": ended, "diagnosis": None})
