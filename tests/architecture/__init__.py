"""The rules about the code: each one holds on the repository and is seen to fail on a planted breach."""
