"""DynamoDB Local, AWS's own engine for one machine: fetched when it is needed, run beside a server or the tests.

Its licence forbids to pass it on, so it is never part of a distribution.
"""
