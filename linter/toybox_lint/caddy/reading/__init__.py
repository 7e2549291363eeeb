"""From text to blocks of directives, with what imports and variables bring."""
