"""What can be asked, by family. `intents.intent` joins them into one type."""

from pydantic import BaseModel, ConfigDict


class Asked(BaseModel):
    """Something asked: a value with a `kind`, stored as JSON where a button stands for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
