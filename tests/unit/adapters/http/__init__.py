"""Tests of the HTTP edge on its own."""
