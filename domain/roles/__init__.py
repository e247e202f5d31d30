"""Roles: who may do what, in an organization and in a project."""
