"""Projects, their teams and their places in the plan."""
