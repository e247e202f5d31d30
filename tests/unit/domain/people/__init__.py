"""People: seats, owners, invitations, sessions, rights over others."""
