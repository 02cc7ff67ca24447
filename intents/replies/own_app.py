"""Why Salesforce does not let the bot itself in: the cause in words, the next step, and who.

The bot's own app is under the same rules as 6sense's. When an org refuses it, that is said first,
with the same care. The words are in `own_app.toml`.
"""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Refusal(BaseModel):
    """What a refusal means.

    Attributes:
        codes: of the token endpoint, the callback or the error page.
        texts: `code: part of its text`, where the same code means different things.
        says: a clause about the org.
        where: `<label> — <path>` of a Setup page, "" = none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    codes: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    says: str
    next: str
    who: str
    where: str = ""


def refusal(code: str, said: str = "") -> Refusal | None:
    """What a refusal of Salesforce's means for the bot; None where the code is not known.

    >>> refusal("app_blocked").who
    'Salesforce System Administrator'
    """
    text = said.casefold()
    for known in refusals().values():
        for told in known.texts:
            named, _, part = told.partition(": ")
            if code == named and part in text:
                return known
    return next((known for known in refusals().values() if code in known.codes), None)


@cache
def refusals() -> dict[str, Refusal]:
    """All of them, by name."""
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {name: Refusal.model_validate(table) for name, table in tables.items()}
