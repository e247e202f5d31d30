"""Mail: sent over SMTP, or kept to be read in demos and tests."""
