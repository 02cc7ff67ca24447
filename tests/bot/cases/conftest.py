"""What falls due is looked at sooner than once a second."""

import pytest

from bot.runs import keeper


@pytest.fixture(autouse=True)
def _hurried(monkeypatch):
    monkeypatch.setattr(keeper, "_EVERY", 0.1)
