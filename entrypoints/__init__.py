"""Where Tenantry starts: settings, the container, the server and the command line."""
