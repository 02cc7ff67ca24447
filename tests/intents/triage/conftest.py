"""The corpus: pastes found in public, each with its source and the errors it speaks of."""

from pathlib import Path

import pytest
import yaml

CORPUS = Path(__file__).parent / "corpus"


@pytest.fixture(scope="session")
def corpus():
    """`corpus("untouched")` → its rows."""
    return lambda name: yaml.safe_load((CORPUS / f"{name}.yaml").read_text(encoding="utf-8"))
