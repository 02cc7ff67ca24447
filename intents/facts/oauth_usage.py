"""Apps in use, as Salesforce counts them (Connect REST API, OAuth usage)."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from intents.fact import Fact
from intents.question import Question, Rest


class UsedApp(BaseModel):
    """One app that somebody holds a token of."""

    model_config = ConfigDict(frozen=True, strict=True, alias_generator=to_camel)
    identifier: str
    developer_name: str | None = None
    label: str | None = None


class OauthUsage(Fact):
    """The first page: a second witness for "nobody has authorised this app"."""

    about = "the OAuth usage list"
    question = Question(
        Rest("apps/oauth/usage?page=0&pageSize=100", batchable=False), opens="ManageUsers"
    )
    apps: Annotated[tuple[UsedApp, ...], Field(alias="apps", strict=False)]
    next_page_url: str | None = Field(alias="nextPageUrl", default=None)
