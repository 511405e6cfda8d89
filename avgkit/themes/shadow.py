"""Shadow files."""
