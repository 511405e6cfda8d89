"""Rights of data subjects."""
