"""Every family of errands, in one list."""

from collections.abc import Callable

from bot.errands import (
    access,
    acquaint,
    audit,
    cases,
    company,
    doctor,
    forget,
    home,
    installing,
    orgs,
    sweeping,
)
from bot.errands.office import Family, Office
from bot.errands.walks import family as walks

FAMILIES: tuple[Callable[[Office], Family], ...] = (
    access.family,
    acquaint.family,
    audit.family,
    cases.family,
    company.family,
    doctor.family,
    forget.family,
    home.family,
    installing.family,
    orgs.family,
    sweeping.family,
    walks.family,
)
