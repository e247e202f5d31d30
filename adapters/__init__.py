"""The outside: HTTP, storage, mail, security and this machine, each behind a port."""
