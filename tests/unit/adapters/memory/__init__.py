"""Memory, where it differs from other stores."""
