"""Runs the migrations on the connection it is handed, inside the caller's transaction."""

from alembic import context

connection = context.config.attributes.get("connection")
if connection is None:
    message = "migrations run through `xcli init` and `xcli db upgrade` only"
    raise RuntimeError(message)
context.configure(connection=connection, transaction_per_migration=False)
with context.begin_transaction():
    context.run_migrations()
