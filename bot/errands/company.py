"""Before a report is posted where people of other companies read: the asker's own word.

Who reads along is asked of Slack in a workflow, never before the acknowledgement; the run looks
into the org meanwhile. Nothing appears in the channel before it is known.
"""

import base64
import json
import time
from dataclasses import replace
from functools import partial
from hashlib import sha256
from secrets import token_hex

from sqlalchemy import Connection

from bot.errands.office import Family, Office
from bot.installations import looking
from bot.outbox.wanted import Spot
from bot.runs import present, rows
from bot.runs.ask import Ask
from bot.runs.rows import Run
from bot.runs.rules import of_run
from bot.store import company
from bot.store.alive import stay_alive
from bot.store.company import Company
from intents.asked.office import Post
from intents.asker import Asker
from intents.replies.sheet import Sheet, Way
from intents.reply import Note, Reply

_ELSEWHERE = Note(
    says="I no longer have that check.", next="Start a new one: `/6sense check <org>`"
)
_POST = (Company.OURS, Company.AGREED)
_FOR_YOU = Note(says="All right: the answer is shown to you alone.")
_SAID = {
    Company.SHARED: "People of other companies read this channel.",
    Company.UNKNOWN: "I could not find out whether people of other companies read this channel.",
}


def family(office: Office) -> Family:
    """Posting in company."""
    return Family(
        errands={Post: partial(_post, office)}, workflows={"company": partial(_company, office)}
    )


def place(office: Office, conn: Connection, run: Run, spot: Spot, asker: Asker) -> bool:
    """Show a run where it was asked for; False where Slack, or the asker, has to be asked first."""
    now = time.time()
    found = company.of(conn, run.tenant, spot.channel, now)
    if found in _POST:
        present.place(conn, run, spot, now)
        return True
    if found is Company.SHARED:
        _ask_first(conn, run, spot, asker, found)
        return False
    asked = f"{run.receipt}:{spot.channel}:{spot.thread}:{asker.person.user}"
    once = f"company:{sha256(asked.encode()).hexdigest()}"  # it outlives what it is about
    if rows.first_time(conn, once, now):  # whoever asks again meanwhile is told as little as before
        back = base64.b64encode(spot.back or b"").decode()
        office.runs.engine.start(
            conn, "company", f"company-{token_hex(5)}", f"{run.tenant}:{spot.channel}", run.receipt,
            rows.asker_json(asker), json.dumps([spot.channel, spot.thread, back]),
        )  # fmt: skip
    return False


def _company(office: Office, receipt: str, asker: str, at: str) -> None:
    """Ask Slack who reads along; then show the run, or ask the asker."""
    who, runs = rows.read_asker(asker), office.runs
    channel, thread, back = json.loads(at)
    sealed = base64.b64decode(back) or None
    spot = Spot(who.tenant.key, receipt, present.ANCHOR, channel, thread, back=sealed)
    said = runs.engine.step("ask", lambda: _asked(office, who, channel))

    def work(conn: Connection) -> None:
        stay_alive(conn, runs.name)
        run = rows.find(conn, spot.tenant, receipt, lock=True)
        if run is None:
            return
        if said in ("yes", "no"):
            company.learn(conn, spot.tenant, channel, time.time(), shared=said == "yes")
        found = company.of(conn, spot.tenant, channel, time.time())
        if said != "away" and found not in _POST:
            _ask_first(conn, run, spot, who, found)
            return
        present.place(conn, run, spot, time.time())

    runs.engine.step("place", lambda: runs.store.write(work))
    runs.kick()


def _asked(office: Office, who: Asker, channel: str) -> str:
    """`yes`, `no`, `away` (the bot is not in there, and cannot post) or `unknown`.

    `known`: somebody else's question was answered meanwhile.
    """
    found = office.runs.store.write(
        lambda conn: company.of(conn, who.tenant.key, channel, time.time())
    )
    if found is not Company.UNKNOWN:
        return "known"
    said = looking.shared(office.installations, who.tenant, channel)
    if isinstance(said, looking.Unsaid):
        return "away" if said.why in ("channel_not_found", "not_in_channel") else "unknown"
    return "yes" if said else "no"


def _ask_first(conn: Connection, run: Run, spot: Spot, asker: Asker, found: Company) -> None:
    """The private question; each way on is a stored intent that names the run and the place."""

    def way(label: str, where: str, style: str = "", confirm: str = "") -> Way:
        at = {"run": run.receipt, "channel": spot.channel, "thread": spot.thread, "where": where}
        post = Post.model_validate(at)
        return Way.model_validate(
            {"label": label, "intent": post, "style": style, "confirm": confirm}
        )

    told = Sheet(
        title=f"Post the answer about {run.org} here?",
        lead=f"{_SAID.get(found, _SAID[Company.UNKNOWN])} A report says how this org is set up, "
        "and what is wrong with it. Usernames and addresses stay out of it.",
        ways=(
            way("Only to me", "me", "primary"),
            way("Post here", "here"),
            way("Always post here", "always", "", "Every answer asked for in this channel will be "
                "read by people of other companies. Needs the role approver."),
        ),
    )  # fmt: skip
    private = replace(spot, run=run.receipt, key=f"private:post:{asker.person.user}"[:160],
                      reader=asker.person.user)  # fmt: skip
    present.whisper(conn, private, told, time.time())


def _post(office: Office, conn: Connection, ask: Ask) -> Reply | None:
    """What the asker decided."""
    intent, asker, now = ask.intent, ask.asker, time.time()
    run = rows.find(conn, asker.tenant.key, intent.run, lock=True)
    if run is None:
        return _ELSEWHERE
    spot = Spot(run.tenant, run.receipt, present.ANCHOR, intent.channel, intent.thread,
                back=ask.back())  # fmt: skip
    if intent.where == "always":
        company.agree(conn, run.tenant, intent.channel, asker.person.user, now)
    if intent.where == "me":
        present.place(conn, run, replace(spot, reader=asker.person.user), now)
        return _FOR_YOU
    present.place(conn, run, spot, now)
    office.runs.rules.record(conn, of_run(run, asker.person.user, "post", f"in {intent.channel}"))
    return None
