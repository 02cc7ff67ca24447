"""Something chosen from a menu: the menu's intent with its gap filled, then as if pressed."""

from pydantic import ValidationError
from sqlalchemy import Connection

from bot.runs import buttons
from bot.runs.ask import NO_WAY_BACK, Back
from bot.runs.press import press
from bot.runs.runs import Runs
from intents.asker import Asker

_LONGEST = 200


async def choose(
    runs: Runs, asker: Asker, menu: str, choice: tuple[str, str], delivery: str,
    back: Back = NO_WAY_BACK,
) -> None:  # fmt: skip
    """Do what a menu means for this choice (field, value); what is no choice of it is unknown."""
    tenant = asker.tenant.key
    filled = await runs.store.awrite(lambda conn: _filled(conn, tenant, menu, *choice))
    await press(runs, asker, filled, delivery, back)


def _filled(conn: Connection, tenant: str, menu: str, slot: str, value: str) -> str:
    """A button that means the choice; "" where the menu has no such gap."""
    found = buttons.find(conn, tenant, menu)
    if found is None or getattr(found.intent, slot, None) != "" or len(value) > _LONGEST:
        return ""
    told = found.intent.model_dump() | {slot: value}
    try:
        meant = type(found.intent).model_validate(told)
    except ValidationError:
        return ""
    return buttons.write(conn, tenant, found.run, ("", 0), meant)
