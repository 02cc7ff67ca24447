"""A front page → the Home tab's view (Slack docs, views.publish: at most 100 blocks)."""

from collections.abc import Callable
from typing import Any

from bot.views.blocks import actions, context, header, section
from bot.views.message import Block, Button, bound, composed
from bot.views.outside import Mrkdwn, aloud, escaped, tagged, when
from bot.views.signs import VERDICT
from intents.asked.office import Access, Role
from intents.asked.orgs import Connect, Orgs
from intents.intent import CheckOrg, Help
from intents.replies.home import FrontPage, HomeOrg
from intents.reply import Verdict

_SHOWN = 40  # orgs with a line of their own; the rest are in the list that `orgs` answers with
_NAMED = 30
_WHAT = (
    "I look into a Salesforce org and say why 6sense cannot connect, who can mend it, and how. "
    "I read settings, never customer records."
)
_URGENT = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.WARN, Verdict.OK)
_MAY = {
    None: "You have no role here: you can read help, and ask an owner for a role.",
    Role.VIEWER: "You may look: explanations, and the list of orgs.",
    Role.OPERATOR: "You may check orgs, retry, confirm steps and run walkthroughs.",
    Role.APPROVER: "You may check orgs, connect and rename them, and read the record.",
    Role.OWNER: "You own me here: you may do everything, and say who may do what.",
}


def home(page: FrontPage, ids: Callable[[Button], str]) -> dict[str, Any]:
    """The view, each button carrying its opaque id."""
    blocks = [header("6sense Connect"), section(_WHAT)]
    if page.role:
        blocks += _orgs(page)
    blocks += [{"type": "divider"}, *_you(page)]
    return {"type": "home", "blocks": bound(composed("", blocks), ids)["blocks"]}


def _orgs(page: FrontPage) -> list[Block]:
    """Each org with its last verdict, what is wrong first."""
    if not page.orgs:
        return _none(page)
    ordered = sorted(page.orgs, key=_rank)
    title = section(f"*Orgs of {escaped(page.where, 80)}*")
    blocks = [{"type": "divider"}, title, *(_org(page, org) for org in ordered[:_SHOWN])]
    if rest := [org.alias for org in ordered[_SHOWN:]]:
        more = f", and {len(rest) - _NAMED} more" if len(rest) > _NAMED else ""
        names = ", ".join(escaped(alias, 64) for alias in rest[:_NAMED])
        blocks.append(section(f"*And {len(rest)} more:* {names}{more}"))
        blocks += actions([Button("Show all orgs", Orgs())])
    if page.may_connect:
        blocks += actions([Button("Connect another org", Connect(org=page.next_name))])
    return blocks


def _none(page: FrontPage) -> list[Block]:
    """A workspace with no org: how to begin, or who can."""
    title = section("*No Salesforce org is connected here yet.*")
    if page.may_connect:
        way = Button("Connect an org", Connect(org=page.next_name), "primary")
        own_name = context("For a name of your own: `/6sense connect acme-prod`")
        return [{"type": "divider"}, title, *actions([way]), own_name]
    who = _who(page, "An owner of mine connects one.")
    return [{"type": "divider"}, title, section(who)]


def _org(page: FrontPage, org: HomeOrg) -> Block:
    about = " · ".join(escaped(text, 80) for text in (org.name, org.kind) if text)
    first = f"*{escaped(org.alias, 64)}*" + (f"  {about}" if about else "")
    return section(first, _state(org), button=_way(page, org))


def _state(org: HomeOrg) -> str:
    if org.ended:
        return "✗ My access has ended: connect it again"
    last = f"{VERDICT[org.verdict]}, {when(org.at)}" if org.verdict else "Not checked yet"
    return f"Checking… (last: {last})" if org.looking else last


def _way(page: FrontPage, org: HomeOrg) -> Button | None:
    if org.ended and page.may_connect:
        again = Connect(org=org.alias, again=True)
        said = aloud(f"Connect {org.alias} again")
        return Button("Connect again", again, "primary", accessibility=said)
    if page.may_check and not org.ended:
        said = aloud(f"Check {org.alias}")
        return Button("Check", CheckOrg(org=org.alias), accessibility=said)
    return None


def _you(page: FrontPage) -> list[Block]:
    """What this person may do, and whom to ask."""
    house = escaped(page.where, 80)
    stranger = f"You are of another workspace: here only people of {house} may ask. "
    stranger += "What I send you by name, you may answer."
    blocks = [section(_MAY[page.role] if page.own else stranger)]
    ways = [Button("What can I ask?", Help())]
    if page.role:
        ways.append(Button("Who may do what", Access()))
    well = " `/6sense doctor` says whether I am well." if page.may_check else ""
    doubt = f"Something looks wrong?{well}"
    return [*blocks, *actions(ways), context(Mrkdwn(_who(page, doubt)))]


def _who(page: FrontPage, said: str) -> str:
    """A sentence, and the people to turn to."""
    if not page.owners:
        return f"{said} Ask an admin of your workspace."
    return f"{said} My owners here: {', '.join(tagged(who) for who in page.owners[:5])}."


def _rank(org: HomeOrg) -> tuple[int, str]:
    if org.ended:
        return 0, org.alias
    return (1 + _URGENT.index(org.verdict) if org.verdict else len(_URGENT) + 1), org.alias
