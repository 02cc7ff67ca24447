"""What the values of a world have in common."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Frozen, and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def changed(self, fields: Mapping[str, Any]) -> Self:
        """The same value with these fields, checked like a new one."""
        return type(self).model_validate({**self.model_dump(), **fields})
