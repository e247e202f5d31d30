"""The table as its engine sees it: the connection, its patience, requests, and the gateway that they all pass."""
