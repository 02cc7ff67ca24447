"""Every table of the store in one place, whichever family it belongs to."""

from bot.store import office_tables, tables

metadata = tables.metadata
FAMILIES = (tables, office_tables)
