"""Adapters one at a time: what each promises to the outside."""
