"""Steps from one version of the tables to the next, by Alembic. A step is never changed once it was released."""
