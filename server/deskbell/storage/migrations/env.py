"""Alembic's entry: run on the connection that `storage.migrate` hands over."""

from alembic import context

from deskbell.storage.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
