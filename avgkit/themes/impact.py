"""Impact assessment and design."""
