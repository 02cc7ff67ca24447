"""How our own sign-in went (OAuth userinfo, as the gateway knows it)."""

from typing import Annotated

from pydantic import Field

from intents.fact import Fact, Id, Personal
from intents.question import Question, SignIn


class SignedIn(Fact):
    """Whom the org took us for. `home_org` is the org this connection was first made to."""

    about = "the bot's sign-in"
    question = Question(SignIn())
    username: Personal
    user_id: Id
    org_id: Id
    scopes: Annotated[tuple[str, ...], Field(strict=False)] = ()
    home_org: str = ""
    instance_url: str = ""

    @property
    def elsewhere(self) -> bool:
        """Whether this is another org than before, such as a sandbox after its refresh."""
        return bool(self.home_org) and self.home_org[:15] != self.org_id
