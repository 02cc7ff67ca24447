"""Every family of errands, in one list."""

from collections.abc import Callable

from bot.errands import access, acquaint, company, installing, orgs
from bot.errands.office import Family, Office
from bot.errands.walks import family as walks

FAMILIES: tuple[Callable[[Office], Family], ...] = (
    access.family,
    acquaint.family,
    company.family,
    installing.family,
    orgs.family,
    walks.family,
)
