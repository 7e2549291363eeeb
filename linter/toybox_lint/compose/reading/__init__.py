"""From YAML to values: types, variables, and where each was written."""
