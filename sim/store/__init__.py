"""FLOOR 2: results on disk. Imports sim.core, sqlite3 and the standard library, nothing else."""
