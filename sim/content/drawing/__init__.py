"""A scenario drawn: as a graph, SVG, Mermaid, a page."""
