# ruff: noqa: INP001 -- Alembic loads this file by path
"""Alembic's door. The connection is handed over by `bot.store.migrate`; there is no ini file."""

from alembic import context

from bot.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    # The engine of the durable runs keeps its own tables in the same database.
    include_name=lambda name, kind, _: kind != "table" or name in metadata.tables,
)
with context.begin_transaction():
    context.run_migrations()
