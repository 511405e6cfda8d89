"""Register and information."""
