"""Alembic runs this; the connection comes from sim.team.database, which has begun the transaction."""

from alembic import context

from sim.team.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
