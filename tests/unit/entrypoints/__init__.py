"""What `entrypoints` knows by itself: the access log, the command line."""
