"""The base of everything read from a scenario file."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Frozen, and strict about names: an unknown key is a mistake in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
