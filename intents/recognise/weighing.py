"""Whether what was found in a paste counts: whose word it is, and whether it is said to be so."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

from intents.error import Error, Kind
from intents.recognise.codes import Seen
from intents.recognise.described import Told
from intents.recognise.evidence import Evidence
from intents.recognise.folded import Folded, fold, is_camel
from intents.recognise.index import Weight
from intents.recognise.program import is_program
from intents.recognise.stance import Sentence, lists_topics
from intents.recognise.wording import is_label, makes_a_subject

_EVERYDAY = 3  # telling words: so few are said of other things too where they are reworded
_MANY = 40  # words: a longer text that names nobody is a story about something else
_STRANGE = 8  # words that are not plain, where it is about connecting a CRM; else none
_LIST = 3  # so many shared codes together are a list of codes, not an error
_CLASSES = (fold("error"), fold("exception"))  # `TokenError` names nobody
_GREETING = 8  # letters of a greeting, at most
_ADDRESSED = re.compile(r"(?:@|\b(?:hi|hello|hey|dear|hallo|thanks|thx),?[ ])$", re.IGNORECASE)
#: `trial expired for our dedupe tool`
_OF_A_THING = re.compile(
    r" (?:for|of|in|on) (?:our|my|their|its|the) (?P<thing>\w+)\b"
    r"(?! (?:user|account|org|app|sandbox)\b)",
    re.IGNORECASE,
)
_DESCRIPTION = fold("error_description")  # one that is not known is somebody else's
_NEAR = 60  # letters between a code and its own description, at most
#: What stands between a code and its own description.
_OWN = re.compile(
    r"[^\w\n•]*\n?[^\w\n•]*"
    r"(?:(?:exception|error)?_?message|error_?description|description|faultstring|says)?[^\w\n•]*",
    re.IGNORECASE,
)
#: The key of a REST answer of Salesforce, right before its code.
_KEY = re.compile(r"(?:error|exception|status)Code[\"']?\s{0,2}(?:[:=>]|=>)\s{0,2}[\"']?$")
_KEYED = 24  # letters of such a key, at most


class Weighing:
    """A text, its codes, and what it says about whose they are."""

    def __init__(self, folded: Folded, codes: Sequence[Seen], evidence: Evidence) -> None:
        self._folded = folded
        self._codes = codes
        self._evidence = evidence
        self._begins = [code.at for code in codes]
        self._ends = [code.to for code in codes]
        self._has_topics = lists_topics(folded.text)
        self._is_program = is_program(folded.text)

    def means(self, one: Told) -> bool:
        """Whether a description counts."""
        if self._is_of_another_code(one) or self.is_no_claim(one):
            return False
        error, weight = one.text.error, one.text.weight
        if self._proves_itself(one):
            return not (one.reworded and self._evidence.theirs(one.at))
        if weight is Weight.NAME:
            return self._is_ours(one)
        if weight is Weight.OURS and self._is_a_subject(one):
            return False
        if any(names(error, code) and not code.loose for code in self._codes):
            return not self._evidence.theirs(one.at)
        where = self._evidence.history if weight is Weight.HISTORY else weight is not Weight.CODE
        return where and self._is_ours(one)

    def _proves_itself(self, one: Told) -> bool:
        """Whether only Salesforce says so; a few words of it in other words may be anybody's."""
        if one.text.weight is Weight.NAME:
            return one.text.error.codes[0].kind is Kind.PAGE
        few = one.reworded and len(one.text.words) <= _EVERYDAY
        return one.text.weight is Weight.ALONE and not few

    def _is_a_subject(self, one: Seen | Told) -> bool:
        """Whether an everyday phrase is only talked about: `restricted IP ranges`."""
        subject = makes_a_subject(self._folded.next_word(one.to))
        return subject or self._sentence(one).is_general or self._is_of_a_thing(one)

    def _is_of_a_thing(self, one: Seen | Told) -> bool:
        """Whether something is named behind it that has nothing to do with us."""
        thing = _OF_A_THING.match(self._folded.text, one.to)
        return thing is not None and not is_label(fold(thing["thing"]))

    def _is_of_another_code(self, one: Told) -> bool:
        """Whether it is a part of a code, or stands behind one as that code's description."""
        index = bisect_right(self._ends, one.at) - 1
        around = self._codes[index + 1] if index + 1 < len(self._codes) else None
        if around and around.at <= one.at and one.to <= around.to:
            loose = around.loose and one.text.weight is not Weight.NAME
            return not (loose and names(one.text.error, around))
        if index < 0 or one.at - self._ends[index] > _NEAR:
            return False
        if not _OWN.fullmatch(self._folded.text, self._ends[index], one.at):
            return False
        code = self._codes[index]
        certain = not (code.loose or code.named.code.shared)
        return certain and not names(one.text.error, code)

    def counts(self, code: Seen) -> bool:
        """Whether a code counts by itself."""
        known = code.named.code
        if known.kind is Kind.PAGE:
            return True
        if code.loose and (known.exact or self._is_a_subject(code)):
            return False
        if code.loose and is_camel(self._folded.text[code.at : code.to]):
            return bool(self._evidence.ours) and not self._evidence.theirs(code.at)
        if known.shared or code.loose:
            return self._is_ours(code)
        return not (self._evidence.foreign() and self._evidence.theirs(code.at))

    def _is_ours(self, one: Seen | Told) -> bool:
        """Whether Salesforce is the subject there, or nobody is and there is nothing else."""
        if self._evidence.theirs(one.at) or self._evidence.names_another(one.at, one.to):
            return False
        return bool(self._evidence.ours) or self._is_keyed(one) or self._is_bare(one)

    def _is_keyed(self, one: Seen | Told) -> bool:
        """Whether it is an API code that stands where Salesforce's answers have theirs."""
        is_api = isinstance(one, Seen) and one.named.code.kind is Kind.API
        return is_api and bool(_KEY.search(self._folded.text, max(0, one.at - _KEYED), one.at))

    def _is_bare(self, one: Seen | Told) -> bool:
        """Whether everything beside it is plain words: no list of codes, no other's description."""
        if self._shared >= _LIST or _DESCRIPTION in self._folded.letters:
            return False
        if len(self._folded.words) > _MANY:
            return False
        strange = self._strange
        within = bisect_left(strange, one.to) - bisect_left(strange, one.at)
        most = _STRANGE if self._evidence.near and isinstance(one, Seen) else 0
        return len(strange) - within <= most

    @cached_property
    def _strange(self) -> list[int]:
        """Where words stand that are not plain, nor in a code, nor the name of who is spoken to."""
        text = self._folded.text
        return [
            at
            for word, (at, _) in zip(self._folded.words, self._folded.spans, strict=True)
            if not (is_label(word) or text[at].isdigit() or word.endswith(_CLASSES))
            and not (self._is_in_a_code(at) or _ADDRESSED.search(text, max(0, at - _GREETING), at))
        ]

    def _is_in_a_code(self, at: int) -> bool:
        index = bisect_right(self._begins, at) - 1
        return index >= 0 and at < self._ends[index]

    @cached_property
    def _shared(self) -> int:
        """How many different codes of it other products use too."""
        return len({code.named.letters for code in self._codes if code.named.code.shared})

    def is_no_claim(self, one: Seen | Told) -> bool:
        """Whether it is said not to be so, only thought of, a topic, or a program's."""
        if self._is_program or self._is_worked_on:
            return True
        sentence = self._sentence(one)
        talked = sentence.supposes or sentence.compares or sentence.is_of_a_program
        return talked or sentence.denies or (self._has_topics and not sentence.is_met)

    @cached_property
    def _is_worked_on(self) -> bool:
        """Whether it tells of work on a program, and of nothing that was met."""
        told = [self._sentence(code) for code in self._codes]
        return any(one.is_of_a_program for one in told) and not any(one.is_met for one in told)

    def is_explained(self, code: Seen, texts: Iterable[Told]) -> bool:
        """Whether one of these is the code's own description, which says more than the code."""
        behind = (one.at for one in texts if 0 <= one.at - code.to <= _NEAR)
        return any(_OWN.fullmatch(self._folded.text, code.to, at) for at in behind)

    def _sentence(self, one: Seen | Told) -> Sentence:
        return Sentence(self._folded.text, one.at, one.to)


def names(error: Error, code: Seen) -> bool:
    """Whether a code is one of an error's."""
    return error is code.named.alone or error in code.named.described
