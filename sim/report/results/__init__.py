"""Results of calls as a page, tables and statements; from the values of sim.core.results alone."""
