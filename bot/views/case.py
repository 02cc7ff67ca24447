"""A case, three ways: the card in its thread, the summary for a ticket, the letter to the customer.

The card is read by everybody in the channel: of the org it shows verdicts and names of checks.
"""

from dataclasses import dataclass

from bot.views.blocks import actions, context, fitting, header, preformatted, section
from bot.views.message import Block, Button, Message, composed, fitted
from bot.views.outside import aloud, bare, escaped, mention, value, when
from bot.views.triaged import answered
from bot.views.wording import spoken
from intents.asked.cases import Escalate, HandOver, LookInto, Resolve, TellCustomer
from intents.asked.knowledge import ShowEvidence
from intents.asked.walks import Guide
from intents.case import Case, CaseView, Looked, summary
from intents.intent import CheckOrg, Retry, ShowHow
from intents.playbook import Playbook
from intents.playbooks import PLAYBOOKS
from intents.playbooks.fix import MEND
from intents.triage import confirming

_NO_ORG = (
    "No org is connected here: this is what the paste alone says. `/6sense connect <name>` lets me "
    "look whether it is so."
)
_ELSEWHERE = (
    "This org does not show it now. Was the login to another org, a sandbox perhaps? Or was it "
    "mended since? Log in once more, and paste what comes."
)
_LINE: Block = {"type": "divider"}
_SPELT = (6, 3, 1)  # errors told in full; the rest are named
_PIECE, _PIECES = 2800, 3  # of the ticket's text: what one block takes, and how many


@dataclass(frozen=True)
class Ways:
    """What a card may offer beside what the case itself knows.

    Attributes:
        orgs: how many orgs the workspace has connected.
        escalate: somebody is named who can be called.
    """

    orgs: int = 0
    escalate: bool = False


def card(case: Case, can: Ways) -> Message:
    """What it is, what the org says, who has to act, and the ways on."""
    known = case.triaged.recognised

    def drawn(spelt: int) -> Message:
        blocks: list[Block] = []
        for one in known[:spelt]:
            blocks += answered(one)
        if rest := known[spelt:]:
            blocks.append(section(*(f"{value(a.code, 80)} {escaped(a.name, 120)}" for a in rest)))
        blocks += _looked(case.looked) if case.looked else []
        blocks += [] if can.orgs else [context(_NO_ORG)]
        if unlike := [f"• {escaped(text, 250)}" for text in case.triaged.not_these]:
            blocks.append(context(fitting(["Not these", *unlike], 1500)))
        blocks += actions(_ways_on(case, can))
        blocks.append(context(_origin(case)))
        return composed(escaped(_said(case), 1500), blocks)

    return fitted(_SPELT, drawn)


def seen(view: CaseView) -> Message:
    """A case for who asked to see it so."""
    return ticket(view.case) if view.form == "ticket" else preview(view.case, view.person)


def ticket(case: Case) -> Message:
    """The summary, literal, to be copied into a ticket."""
    blocks = [section("*For the ticket*"), *(preformatted(piece) for piece in _pieces(case))]
    return composed("A summary of the case, to be copied into a ticket.", blocks)


def _pieces(case: Case) -> list[list[str]]:
    """Its lines, as few blocks of them as can be: each is copied with one press."""
    pieces: list[list[str]] = [[]]
    for text in summary(case).splitlines():
        if pieces[-1] and sum(len(one) + 1 for one in pieces[-1]) + len(text) > _PIECE:
            pieces.append([])
        pieces[-1].append(text[:_PIECE])
    return pieces[:_PIECES]


def letter(case: Case) -> Message:
    """To the customer, in plain words: what happened, what to do, who can."""
    first = case.triaged.recognised[0]
    step = case.looked.next if case.looked and case.looked.next else first.next
    blocks = [
        header("About your Salesforce connection"),
        section(
            "When 6sense connected to your Salesforce, this came back:",
            f"*{escaped(first.name, 200)}* ({value(first.code, 80)})",
        ),
        section(f"*Why:* {escaped(first.cause, 600)}"),
        section(f"*What to do:* {escaped(step, 600)}", f"*Who can:* {escaped(first.who, 80)}"),
    ]
    return composed(escaped(f"About your Salesforce connection: {first.name}. {step}", 900), blocks)


def preview(case: Case, person: str) -> Message:
    """The letter as it would be sent, and the way to send it."""
    sent, lead = letter(case), "*This is what the customer would read.*"
    if not person:
        how = f"{lead} To send it, mention me in this thread: {value('@6sense tell @name')}"
        return composed(f"A preview. {sent.text}", [section(how), _LINE, *sent.blocks])
    send = TellCustomer(case=case.id, person=person, sure=True)
    ends = actions([Button("Send it", send, "primary")])
    said = section(f"{lead} It would go to {mention(person)}, from me.")
    return composed(f"A preview. {sent.text}", [said, _LINE, *sent.blocks, *ends])


def _looked(looked: Looked) -> list[Block]:
    org = escaped(looked.org, 60)
    if not looked.verdict:
        return [section(f"▸ Looking into {org} whether this is so…")]
    lines = [f"*{org}* was looked into {when(looked.at)}: {escaped(looked.verdict, 20)}"]
    if looked.verdict == "ok":
        lines.append(_ELSEWHERE)
    if looked.worst:
        lines.append(f"*Next:* {escaped(looked.next, 300)} ({escaped(looked.who, 60)})")
    return [section(*lines)]


def _ways_on(case: Case, can: Ways) -> list[Button]:
    if case.stage == "resolved":
        return [Button("Text for the ticket", Resolve(case=case.id))]
    looked, org = case.looked, case.org
    books = dict.fromkeys(
        one.playbook for one in case.triaged.recognised if one.playbook in PLAYBOOKS
    )
    ways = [
        Button(
            "Walk me through" if len(books) == 1 else _named(PLAYBOOKS[book]),
            Guide(playbook=book, org=org),
            "primary" if n == 0 else None,
        )
        for n, book in enumerate(list(books)[:3])
    ]
    if looked and looked.verdict:
        ways += _measured(looked)
    elif can.orgs and not looked and confirming(case.triaged):
        ways.append(Button("Look into an org", LookInto(case=case.id), slot="org"))
    call = Button("Escalate", Escalate(case=case.id), confirm="People will be called.")
    return [
        *ways,
        Button("Hand over", HandOver(case=case.id)),
        Button("Write to the customer", TellCustomer(case=case.id)),
        *([call] if can.escalate else []),
        Button("Resolve", Resolve(case=case.id)),
    ]


def _named(book: Playbook) -> str:
    """One of several walkthroughs, by what it mends."""
    return bare(f"Walk me through: {book.title.removeprefix(MEND)}", 75)


def _measured(looked: Looked) -> list[Button]:
    again = Button("Check everything", CheckOrg(org=looked.org))
    if not looked.worst:
        return [again]
    about = aloud(f"Show me how: {spoken(looked.worst).title}")
    how = ShowHow(run=looked.run, check=looked.worst)
    retry = Retry(run=looked.run, check=looked.worst)
    proof = Button("Evidence", ShowEvidence(run=looked.run, check=looked.worst))
    return [Button("Show me how", how, accessibility=about), Button("Retry", retry), proof, again]


def _origin(case: Case) -> str:
    ball = f"*Next to act:* {escaped(str(case.holder), 40)}"
    last = case.log[-1]
    by = f" by {mention(last.by)}" if last.by else ""
    facts = (
        ball if case.stage == "open" else "*Resolved*",
        f"{escaped(last.what, 80)}{by}",
        when(last.at),
        f"Case {value(case.id, 40)}",
    )
    return " · ".join(fact for fact in facts if fact)


def _said(case: Case) -> str:
    errors = ". ".join(f"{one.code}: {one.name}" for one in case.triaged.recognised)
    looked = case.looked
    org = f" {looked.org}: {looked.verdict}." if looked and looked.verdict else ""
    return f"{errors}. Next to act: {case.holder}.{org}"
