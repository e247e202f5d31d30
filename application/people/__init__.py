"""People: inviting, accepting, changing and removing the users of an organization."""
