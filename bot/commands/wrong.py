"""What a person did wrong, or a setting: in one sentence. Anything else is ours, and a trace."""

from pydantic import ValidationError

from bot.commands.health import unreached
from bot.commands.serving import CannotServeError
from bot.orgs.orgs_file import OrgsFileError
from bot.store.health import NoAnswer
from bot.store.keys import SealError
from bot.store.lock import NoPlaceError, StoreBusyError
from sandbox.org import ScenarioError

#: What has a sentence.
CLEAR = (
    CannotServeError,
    NoAnswer,
    NoPlaceError,
    OrgsFileError,
    ScenarioError,
    SealError,
    StoreBusyError,
    ValidationError,
)


def said(error: Exception) -> str:
    """The sentence for it."""
    match error:
        case ValidationError():
            first = error.errors()[0]
            name = ".".join(map(str, first["loc"])).upper()
            return f"{name} {first['msg'].removeprefix('Value error, ')}".strip()
        case NoAnswer():
            return unreached(error)
        case _:
            return str(error)
