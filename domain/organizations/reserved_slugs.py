"""Slugs that no new organization may take."""

from typing import Final

PUNYCODE: Final = "xn--"
"""How a DNS label begins that stands for letters beyond ASCII (RFC 5890): a browser shows those instead."""

RESERVED_SLUGS: Final = frozenset((
    "abuse", "account", "accounts", "admin", "administrator", "api", "app", "apps", "assets", "auth", "autoconfig",
    "autodiscover", "billing", "broadcasthost", "cdn", "checkout", "console", "dashboard", "dns", "docs",
    "download", "downloads", "email", "ftp", "graphql", "health", "help", "host", "hostmaster", "images", "imap",
    "info", "internal", "invitations", "invoices", "isatap", "localdomain", "localhost", "login", "logout", "mail",
    "metrics", "mx", "no-reply", "noc", "noreply", "ns", "ns1", "ns2", "null", "official", "openapi", "operator",
    "organizations", "payment", "payments", "ping", "plans", "pop", "pop3", "portal", "postmaster", "pricing",
    "problems", "ready", "register", "root", "secure", "security", "settings", "signin", "signup", "smtp", "sso",
    "static", "stats", "status", "stripe", "support", "system", "tenantry", "undefined", "usenet", "uucp",
    "webhook", "webhooks", "webmail", "webmaster", "wpad", "www", "www1", "www2",
))  # fmt: skip
"""Names under which an organization could pass for the service itself, or take an address that it needs.

Among them are the mailbox names of RFC 2142, host names that machines look up by themselves, and our own paths.
"""
