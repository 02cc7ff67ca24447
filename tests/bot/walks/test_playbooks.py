"""Every playbook, from its first message to its last, by the buttons found in the messages.

Before each measured step is mended in the org, *Done* is pressed all the same: it is not believed.
"""

import pytest

from intents.playbooks import PLAYBOOKS
from tests.bot.test_story import labels
from tests.bot.walks.admin import Admin
from tests.bot.walks.conftest import DONE
from tests.patience import until

_PARTS = 8
_SETTLED = ("✓", "☑", "-")


class Journey:
    """Sam, on one playbook, among the messages of those before."""

    def __init__(self, town, sam, book):
        self.town, self.sam, self.book = town, sam, book
        self.admin = Admin(town.org, book)
        self.before = len(sam.messages())
        self.passed = []
        self.asides = ["I can't do this", "Show me how", "Skip…"]
        self.back = False

    def messages(self):
        return self.sam.messages()[self.before :]

    def here(self):
        """The message of the step he is at."""
        return next((m for m in self.messages() if "Skip…" in labels(m)), None)

    def through(self):
        return any(m.text.startswith("Through:") for m in self.messages())

    def step(self, message):
        """Which step a message is of, by its title."""
        number = int(message.text.split()[1])
        return self.book.steps[number - 1]

    async def walked(self):
        self.admin.begin()
        await self.sam.asked(f"guide {self.book.name}", channel="support")
        while await until(lambda: self.here() or self.through()) and not self.through():
            message = self.here()
            step = self.step(message)
            await (self.measured if DONE in labels(message) else self.attested)(message, step)
            self.passed.append(step.name)

    async def detours(self, message):
        """Each way off the path, once on this journey, and back."""
        for label in [label for label in self.asides if label in labels(message)]:
            self.asides.remove(label)
            alone = len(self.town.ws.ephemerals("sam"))
            await self.sam.press(label, message)
            await until(lambda n=alone: self.town.ws.ephemerals("sam")[n:])
            assert self.here() is message, f"{label} moves nothing"
        if not self.back and "Back" in labels(message):
            self.back = True
            await self.sam.press("Back", message)
            earlier = await until(lambda: here if (here := self.here()) is not message else None)
            again = await until(lambda: {DONE, "Confirm"} & set(labels(earlier)))
            await self.sam.press(again.pop(), earlier)
            await until(lambda: self.here() is message and DONE in labels(message))
            await until(lambda: earlier.text[0] in _SETTLED)

    async def measured(self, message, step):
        if step.name not in SUMS:  # those turn true while somebody looks away
            await self.detours(message)
        await self.sam.press(DONE, message)
        await until(lambda: "Watching" in str(message.history) or message.text[0] in _SETTLED)
        seen_before = message.text[0] in _SETTLED
        assert not seen_before or step.name in SUMS, f"{step.name}: believed before it was so"
        self.admin.mend(step)
        await until(lambda: message.text[0] in _SETTLED)
        assert "measured" in message.text or "not needed here" in message.text, message.text
        assert labels(message) == []

    async def attested(self, message, step):
        assert not step.checks, f"{step.name} can be measured, and is not"
        await self.sam.press("Confirm", message)
        await until(lambda: message.text[0] in _SETTLED)
        assert "a person's word" in message.text
        alone = len(self.town.ws.ephemerals("sam"))
        await self.sam.press("Confirm", message, version=-2)  # an outdated screen
        told = await until(lambda: self.town.ws.ephemerals("sam")[alone:])
        assert "behind you" in told[0].text


#: Steps that sum up what steps before them brought about: true when they are reached.
SUMS = ("verify", "verify-access", "save", "verify-installed")


@pytest.mark.parametrize("part", range(_PARTS))
async def test_every_playbook_is_walked_to_its_end_and_every_wrong_turn_is_seen(walking, part):
    async with walking("healthy-eca") as (town, hands):
        for book in list(PLAYBOOKS.values())[part::_PARTS]:
            journey = Journey(town, hands("sam"), book)
            await journey.walked()
            assert journey.passed, f"{book.name}: nothing was left to do"
            closing = next(m for m in journey.messages() if m.text.startswith("Through:"))
            assert "skipped" not in closing.text
