"""YAML with places: events, nodes, scalars, and edits in the style of the file."""
