"""What must be known before an org can be asked, asked once and together, then remembered.

Who we are there, its API version, and the describes that some questions hang on. Source: REST API
Developer Guide, *Versions*, *sObject Describe*; Salesforce Help, *User Info*.
"""

import time
from collections.abc import Callable, Collection
from concurrent.futures import Executor
from typing import Any

from bot.orgs.abreast import abreast
from bot.orgs.answers import Answer
from bot.orgs.client import USERINFO, Line
from bot.orgs.hook import NotLetInError
from bot.orgs.memory import Memory
from bot.store.learnt import Learnt

#: An org on an older version than ours may have been upgraded since, and a feature may have come
#: with the fields that its describe lacked; look again after this. An old absence proves nothing.
_LOOK_AGAIN = 24 * 3600.0
_NOT_WITH_THIS_TOKEN = (401, 403)  # userinfo answers 403 Bad_OAuth_Token
_VERSIONS = "/services/data"


def acquainted(
    line: Line, memory: Memory, pool: Executor, objects: Collection[str], wanted: str
) -> dict[str, Answer]:
    """Learn what is missing into `memory`; the answers of describes that were asked."""
    asks: dict[str, Callable[[], Answer]] = {}
    if not _settled(memory.learnt, wanted):
        asks[_VERSIONS] = lambda: line.plain(_VERSIONS)
        memory.note(api=wanted, describes={})
    elif not _recent(memory.learnt):
        memory.note(describes={})
    if not memory.learnt.user_id:
        asks[USERINFO] = lambda: line.plain(USERINFO, bearer=True)
    line.version = memory.learnt.api
    describes = {
        name: _describing(line, name) for name in set(objects) - set(memory.learnt.describes)
    }
    told = abreast(pool, asks | describes, line.until)
    if USERINFO in asks:
        _met(memory, told[USERINFO])
    if _VERSIONS in asks and _agreed(line, memory, told[_VERSIONS], wanted):
        # The describes were asked at a version that the org does not speak: once more.
        told |= abreast(pool, describes, line.until)
    for name in describes:
        _described(memory, name, told[name])
    return {name: told[name] for name in describes}


def introduced(line: Line, memory: Memory) -> Answer:
    """Ask who we are, where nothing else is asked that would prove our sign-in."""
    used = line.connection
    answer = line.plain(USERINFO, bearer=True)
    if answer.status in _NOT_WITH_THIS_TOKEN:
        try:
            line.renew(used)
        except NotLetInError as error:
            return Answer(answer.status, unlearnt=error.unlearnt)
        answer = line.plain(USERINFO, bearer=True)
    _met(memory, answer)
    return answer


def negotiated(body: Any, wanted: str) -> str:  # noqa: ANN401 -- any JSON
    """The newest version both speak; `wanted` where the list tells nothing.

    >>> negotiated([{"version": "66.0"}, {"version": "67.0"}], "68.0")
    '67.0'
    """
    found = []
    for entry in body if isinstance(body, list) else ():
        text = entry.get("version") if isinstance(entry, dict) else None
        if isinstance(text, str) and text.replace(".", "", 1).isdecimal():
            found.append((float(text), text))
    shared = [version for version in found if version[0] <= float(wanted)]
    return max(shared)[1] if shared else wanted


def _settled(known: Learnt, wanted: str) -> bool:
    fresh = known.api == wanted or time.time() - known.api_at < _LOOK_AGAIN
    return bool(known.api) and known.api_wanted == wanted and fresh


def _recent(known: Learnt) -> bool:
    return time.time() - known.described_at < _LOOK_AGAIN


def _agreed(line: Line, memory: Memory, answer: Answer, wanted: str) -> bool:
    """Settle the version; whether it is another than the one we began with."""
    if not answer.good:
        return False
    line.version = negotiated(answer.body, wanted)
    memory.note(api=line.version, api_wanted=wanted, api_at=time.time())
    return line.version != wanted


def _met(memory: Memory, answer: Answer) -> None:
    told = answer.body if answer.good and isinstance(answer.body, dict) else {}
    keys = ("user_id", "organization_id", "preferred_username")
    user_id, org_id, username = (told.get(key) for key in keys)
    if isinstance(user_id, str) and isinstance(org_id, str):
        memory.met(user_id, org_id, username if isinstance(username, str) else "")


def _described(memory: Memory, name: str, answer: Answer) -> None:
    fields = answer.body.get("fields") if isinstance(answer.body, dict) else None
    if not answer.good or not isinstance(fields, list):
        return
    told = (field.get("name") for field in fields if isinstance(field, dict))
    known = tuple(field for field in told if isinstance(field, str))
    memory.note(describes={**memory.learnt.describes, name: known}, described_at=time.time())


def _describing(line: Line, name: str) -> Callable[[], Answer]:
    return lambda: line.get(f"sobjects/{name}/describe")
