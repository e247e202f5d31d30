"""Sessions: signing in, switching, carrying on and signing out."""
