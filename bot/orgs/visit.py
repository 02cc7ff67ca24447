"""One visit to one org: sign in, get acquainted, ask together, bring home what was heard."""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor

from bot.orgs.acquaintance import acquainted, introduced
from bot.orgs.answers import Answer, heard, why_not
from bot.orgs.asking import asked
from bot.orgs.client import Line
from bot.orgs.hook import NotLetInError
from bot.orgs.hosts import setup_url
from bot.orgs.journal import Journal, describing, now
from bot.orgs.memory import Memory, names
from bot.orgs.plan import Item, Plan, gates, limits, own_name, planned
from bot.orgs.refusals import refused
from bot.orgs.tally import NEAR, SPENT
from bot.settings import Settings
from intents.fact import Cost, Fact, Heard, Refused, Said, Unlearnt, Why
from intents.question import Identity, SignIn, Trust

_TRUST = "trust"
_NO_INSTANCE = Unlearnt(why=Why.SILENT, says="the org has not told me the name of its instance")

Kinds = Sequence[type[Fact]]


class Visit:
    """Good for one `made`."""

    def __init__(
        self,
        line: Line,
        pool: Executor,
        kinds: Kinds,
        settings: Settings,
        on_stage: Callable[[str], None],
    ) -> None:
        self.memory = Memory(line)
        self._line = line
        self._pool = pool
        self._kinds = kinds
        self._settings = settings
        self._on_stage = on_stage
        self._journal = Journal(line, self.memory)

    def made(self) -> Heard:
        """Everything that could be learnt, and why the rest could not."""
        begun = time.monotonic()
        if self._signed_in():
            self._read()
        self._tell_trust(None)
        self._tell_sign_in()
        tally = self._line.tally
        self.memory.saw_usage(tally.usage)
        known = self.memory.learnt
        return Heard(
            answers=self._journal.answers,
            identity=Identity(
                username=known.username,
                user_id=known.user_id,
                org_id=known.org_id,
                scopes=known.scopes,
                api=known.api,
                at=now(),
            ),
            names=names(self._line.connection, known.user_id),
            setup_url=setup_url(self._line.connection),
            cost=Cost(
                requests=tally.requests,
                api_calls=tally.calls,
                seconds=round(time.monotonic() - begun, 3),
            ),
        )

    def _signed_in(self) -> bool:
        if self._line.connection.secrets.access_token:
            return True
        self._on_stage("signing-in")
        try:
            self._line.renew(self._line.connection)
        except NotLetInError as error:
            self._journal.refuse(self._but(Trust), error.unlearnt)
            return False
        return True

    def _read(self) -> None:
        self._on_stage("reading")
        wanted = self._settings.salesforce_api_version
        describes = acquainted(self._line, self.memory, self._pool, gates(self._kinds), wanted)
        if denied := _denied(describes):
            self._journal.refuse(self._but(Trust), denied)
            return
        for kind, sobject in describing(self._kinds):
            self._journal.described(kind, sobject, describes.get(sobject))
        plan = self._planned()
        items = self._affordable(plan.items)
        if items:
            self._ask(items)

    def _planned(self) -> Plan:
        known = self.memory.learnt
        holes = names(self._line.connection, known.user_id)
        plan = planned(self._kinds, holes, known.describes, self._line.version)
        self._journal.answers |= plan.refused
        return plan

    def _affordable(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """What may be asked. Near the end of the org's budget, its own count comes first, alone.

        The count may be old: it is of 24 hours that move on.
        """
        tally = self._line.tally
        if not items or tally.usage.share <= SPENT:
            return items
        first = next((item for item in items if item.path == "limits"), limits(self._line.version))
        counted = self._journal.tell(first, self._line.get(first.path))
        rest = tuple(item for item in items if item is not first)
        if isinstance(counted, Said) and tally.usage.share <= SPENT:
            return rest
        spent = Unlearnt(
            why=Why.BUDGET,
            says=f"{tally.usage.used} of the {tally.usage.total} API calls this org may take in "
            "24 hours are used: I stop at 90 % and leave the rest to your integrations",
        )
        denied = isinstance(counted, Refused) and counted.unlearnt.why is Why.SIGN_IN
        unlearnt = counted.unlearnt if isinstance(counted, Refused) and denied else spent
        for item in rest:
            self._journal.tell(item, Answer(unlearnt=unlearnt))
        return ()

    def _ask(self, items: tuple[Item, ...]) -> None:
        known = self.memory.learnt
        if known.user_id and not known.username:
            items = (*items, own_name(known.user_id))
        beside: dict[str, Callable[[], Answer]] = {}
        if known.instance and self._of(Trust):
            beside[_TRUST] = self._trust
        thrifty = self._line.tally.usage.share >= NEAR
        answers, others = asked(self._line, self._pool, items, beside, thrifty=thrifty)
        for item, answer in answers.items():
            self._journal.tell(item, answer)
        self._tell_trust(others.get(_TRUST))

    def _tell_trust(self, answer: Answer | None) -> None:
        """The instance's status; asked now, where its name was not known before."""
        for kind in self._of(Trust):
            if kind.__name__ in self._journal.answers:
                continue
            if not self.memory.learnt.instance:
                self._journal.refuse([kind], _NO_INSTANCE)
                continue
            told = heard(kind.question, answer or self._trust(), f"GET {self._trust_url()}", now())
            self._journal.answers[kind.__name__] = told

    def _tell_sign_in(self) -> None:
        """Our sign-in is proven by any answer of the org; by none, it is as they say."""
        kinds = self._of(SignIn)
        denied = None if self._line.let_in else self._journal.denial()
        if kinds and not self._line.let_in and not denied:
            answer = introduced(self._line, self.memory)
            denied = None if answer.good else why_not(kinds[0].question, answer)
        if denied is None:
            self._journal.signed_in(kinds)
            return
        self._journal.refuse([*kinds, *(kind for kind, _ in describing(self._kinds))], denied)

    def _trust(self) -> Answer:
        return self._line.elsewhere(self._trust_url())

    def _trust_url(self) -> str:
        ask = self._of(Trust)[0].question.ask
        path = ask.path if isinstance(ask, Trust) else ""
        instance = self.memory.learnt.instance
        return f"{self._settings.trust_url}/{path.replace('{instance}', instance)}"

    def _of(self, ask: type[Trust | SignIn]) -> list[type[Fact]]:
        return [kind for kind in self._kinds if isinstance(kind.question.ask, ask)]

    def _but(self, ask: type[Trust | SignIn]) -> list[type[Fact]]:
        return [kind for kind in self._kinds if not isinstance(kind.question.ask, ask)]


def _denied(answers: Mapping[str, Answer]) -> Unlearnt | None:
    """The org's refusal to let us in, where it came already."""
    for answer in answers.values():
        unlearnt = answer.unlearnt or refused(answer.status, answer.body)
        if not answer.good and unlearnt.why is Why.SIGN_IN:
            return unlearnt
    return None
