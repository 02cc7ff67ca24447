"""Ask every question in the fewest requests, and keep the failure of one from being all's."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor

from bot.orgs.abreast import abreast
from bot.orgs.answers import Answer, lost, parts
from bot.orgs.client import Line
from bot.orgs.metadata import components
from bot.orgs.plan import Chunk, Item, chunks
from intents.question import Metadata

_UNKNOWN_FORM = lost("the answer came back in a form I do not know")


def asked(
    line: Line,
    pool: Executor,
    items: Sequence[Item],
    beside: Mapping[str, Callable[[], Answer]],
    *,
    thrifty: bool,
) -> tuple[dict[Item, Answer], dict[str, Answer]]:
    """The answer to every item, and to what was asked `beside` them at the same time.

    What answered with a server error inside a batch is asked once more, together. A batch that
    hung or was cut off is asked again in smaller pieces: one question of it may be to blame.
    """
    answers: dict[Item, Answer] = {}
    again: set[Item] = set()
    others: dict[str, Answer] = {}
    pending = chunks(items, thrifty=thrifty)
    while pending or beside:
        asks = {chunk: _asking(line, chunk) for chunk in pending}
        told = abreast(pool, {**asks, **beside}, line.until)
        others |= {name: told[name] for name in beside}
        beside = {}
        following: list[Chunk] = []
        broken: list[Item] = []
        for chunk in pending:
            if told[chunk].split and len(chunk.items) > 1 and line.until.left():
                following += chunk.split()
                continue
            for item, answer in _shared_out(chunk, told[chunk]):
                answers[item] = answer
                if answer.broken and chunk.form and told[chunk].good and item not in again:
                    broken.append(item)
        again.update(broken)
        pending = following + chunks(broken, thrifty=thrifty)
    return answers, others


def _asking(line: Line, chunk: Chunk) -> Callable[[], Answer]:
    if not chunk.form:
        ask = chunk.items[0].question.ask
        if isinstance(ask, Metadata):
            return lambda: components(line.soap, ask.type)
        return lambda: line.get(chunk.path)
    return lambda: line.post(chunk.path, chunk.body(line.version), chunk.calls)


def _shared_out(chunk: Chunk, answer: Answer) -> list[tuple[Item, Answer]]:
    """Each question's own part of an answer."""
    if not chunk.form or not answer.good:
        return [(item, answer) for item in chunk.items]
    found = parts(answer.body, len(chunk.items))
    return list(zip(chunk.items, found or [_UNKNOWN_FORM] * len(chunk.items), strict=True))
