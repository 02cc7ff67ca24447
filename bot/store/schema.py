"""Every table of the store in one place, whichever family it belongs to."""

from bot.store import (
    case_tables,
    connecting_tables,
    installation_tables,
    office_tables,
    tables,
    walk_tables,
)

metadata = tables.metadata
FAMILIES = (tables, case_tables, connecting_tables, installation_tables, office_tables, walk_tables)
