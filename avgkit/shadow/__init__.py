"""Shadow files: what lies beside the CRM, whose data stand in it, and what the checks say of it."""
