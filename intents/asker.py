"""Who asks, and from where. The tenant is a value everywhere, taken from the verified payload."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tenant:
    """One customer of ours: a workspace, or an enterprise that installed org-wide.

    `team` is "" for an org-wide install, `enterprise` is "" outside Enterprise Grid
    (Slack docs, Enterprise organizations). `teams` are the workspaces an org-wide install covers,
    as far as they are known: they say who is of the house, not which house it is.
    """

    team: str
    enterprise: str = ""
    org_wide: bool = False
    teams: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @property
    def key(self) -> str:
        """The tenant as one string, for rows and queues: `enterprise/team/workspace|org`."""
        reach = "org" if self.org_wide else "workspace"
        return f"{self.enterprise or '-'}/{self.team or '-'}/{reach}"


@dataclass(frozen=True)
class Person:
    """A Slack person by their own ids: `team` is the person's team, not the installing one.

    `enterprise` is the organisation their workspace is known to belong to ("" = none, or unknown).
    """

    user: str
    team: str
    name: str = ""
    enterprise: str = ""


@dataclass(frozen=True)
class Place:
    """Where an answer belongs: a channel, and the thread in it (a message `ts`, or "").

    `alone`: nobody else reads there, it is the person's direct messages with the bot.
    """

    channel: str
    thread: str = ""
    alone: bool = False


@dataclass(frozen=True)
class Asker:
    """Who asks, in which tenant, from which place, and when (`at`, UTC, ISO 8601)."""

    tenant: Tenant
    person: Person
    place: Place
    at: str = ""


#: The tenant of the terminal door: whoever may run the program owns its store.
LOCAL = Tenant(team="local")
