"""From files to records: text, tree, positions, shape."""
