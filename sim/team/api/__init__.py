"""The routes of the server: what a trainee's game asks, what a facilitator's page asks."""
