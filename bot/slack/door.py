"""What comes in from Slack → an intent, stored or answered. Returns what to acknowledge with."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from bot.runs.aside import answer, ask, whisper
from bot.runs.press import press
from bot.runs.runs import Runs
from bot.slack import payload
from bot.slack.said import said_in
from bot.store import homes
from bot.store.keys import KeyRing, Where
from intents.asker import Asker, Place, Tenant
from intents.grammar import parse
from intents.typed.case import of_paste

Ack = dict[str, Any]


class Door:
    """Slack's three ways in: a command, a mention, a button."""

    def __init__(self, runs: Runs, ring: KeyRing) -> None:
        self._runs, self._ring = runs, ring

    async def command(self, body: Mapping[str, Any], tenant: Tenant) -> Ack:
        """A slash command: the acknowledgement is the private answer, or empty for a run."""
        asker = payload.from_command(body, tenant)
        intent = parse(payload.words(body.get("text")))
        back = partial(self._sealed, tenant, body.get("response_url"))
        said = await ask(self._runs, asker, intent, f"command:{body.get('trigger_id')}", back)
        if said is None:
            return {}
        return {"response_type": "ephemeral", **await answer(self._runs, asker, said)}

    async def mention(self, event: Mapping[str, Any], event_id: str, tenant: Tenant) -> None:
        """The same words after `@bot`, in a channel or a thread."""
        asker = payload.from_mention(event, tenant)
        intent = parse(payload.words(event.get("text")))
        said = await ask(self._runs, asker, intent, f"event:{event_id}")
        if said is not None:
            await whisper(self._runs, asker, said, f"said:{event_id}")

    async def diagnose(self, body: Mapping[str, Any], tenant: Tenant) -> None:
        """A message chosen with the shortcut: its text is the paste, its thread the case's."""
        asker = payload.from_shortcut(body, tenant)
        intent = of_paste(said_in(body["message"]))
        delivery = f"shortcut:{body.get('trigger_id')}"
        back = partial(self._sealed, tenant, body.get("response_url"))
        said = await ask(self._runs, asker, intent, delivery, back)
        if said is not None:
            await whisper(self._runs, asker, said, f"said:{delivery}")

    async def button(self, body: Mapping[str, Any], tenant: Tenant) -> None:
        """A pressed button: its meaning is looked up, never read from the payload."""
        asker = await self._somewhere(payload.from_action(body, tenant))
        button, delivery = payload.press_of(body)
        back = partial(self._sealed, tenant, body.get("response_url"))
        await press(self._runs, asker, button, delivery, back)

    async def _somewhere(self, asker: Asker) -> Asker:
        """A press in a view is made in no channel: it is answered in direct messages."""
        if asker.place.channel:
            return asker
        key, user = asker.tenant.key, asker.person.user
        tab = await self._runs.store.awrite(lambda conn: homes.find(conn, key, user))
        return replace(asker, place=Place(tab.channel if tab else user, alone=True))

    def _sealed(self, tenant: Tenant, url: str | None) -> bytes | None:
        """A response_url lets its holder speak as the bot: kept sealed."""
        return self._ring.seal(url, back_of(tenant.key)) if url else None


def back_of(tenant: str) -> Where:
    """Where a sealed response_url belongs."""
    return Where(tenant, "messages", "*", "back")
