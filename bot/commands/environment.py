"""The settings of the environment, and the log at the level they name."""

import logging

from bot.settings import Settings


def environment() -> Settings:
    """The settings; from here on, what is logged is written as they say.

    Raises:
        ValidationError: a variable makes no sense.
    """
    settings = Settings()
    logging.basicConfig(level=settings.log_level, format="%(levelname)s %(name)s: %(message)s")
    return settings
