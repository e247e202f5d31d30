"""Telemetry: what the process tells about itself."""
