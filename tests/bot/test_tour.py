"""The demo where there is no browser: its answers drawn here, its buttons by number."""

from bot.commands.stage import staged
from bot.commands.tour import tour
from bot.settings import Settings


class Keyboard:
    """Somebody at the keyboard who types these lines."""

    def __init__(self, *lines):
        self.lines = list(lines)

    def isatty(self):
        return True

    def readline(self):
        return f"{self.lines.pop(0)}\n"


async def test_what_is_red_is_mended_and_turns_green(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", Keyboard("banana", "mend", "2", "q"))
    async with staged(Settings(), "eca-disabled") as stage:
        assert await tour(stage) == 0
        said = " ".join(capsys.readouterr().out.replace("\u2502", "").split())
        assert "Fail: acme-prod is not set up for 6sense" in said
        assert "2 · Retry" in said
        assert "A number, a /6sense command" in said
        assert "Sam presses Retry" in said
        assert "now ok" in said
        assert "asked by @Sam Rivera" in said
        assert stage.org.http_url in said
        assert stage.org.url not in said
