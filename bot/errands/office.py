"""What every errand stands on, and the form of a family of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from bot.installations import Installations
from bot.orgs.gateway import Gateway
from bot.runs.ask import Errand
from bot.runs.rows import Run
from bot.runs.runs import Runs
from bot.settings import Settings
from bot.store.keys import KeyRing


@dataclass(frozen=True)
class Office:
    """What an errand may use. It is given all of it, and takes what it needs.

    An errand is one transaction at the door, and quick. What must ask Slack or Salesforce is a
    workflow that the errand starts: `runs.engine.start(conn, name, id, lane, *args)`.
    """

    settings: Settings
    ring: KeyRing
    runs: Runs
    installations: Installations
    orgs: Gateway


@dataclass(frozen=True)
class Family:
    """The errands of one subject.

    Attributes:
        errands: by the type of the intent they answer.
        about: by the first letter of the receipt of the stored things they look after.
        holders: by the same letter, whether a thing was sent to this person by name: then they may
            act on it, wherever they come from. Arguments: tenant, receipt, Slack user id.
        workflows: durable work by name; arguments are strings. Registered where work is done.
        after: called, within the transaction, with every run whose answer has come or changed.
        ticks: called every second where work is done, by every process: what they do must be
            claimed in the database, and quick.
    """

    errands: Mapping[type, Errand] = field(default_factory=dict)
    about: Mapping[str, Errand] = field(default_factory=dict)
    holders: Mapping[str, Callable[[Connection, str, str, str], bool]] = field(default_factory=dict)
    workflows: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    after: tuple[Callable[[Connection, Run], None], ...] = ()
    ticks: tuple[Callable[[], None], ...] = ()
