"""JSON Schemas with which an editor completes, explains and marks."""
