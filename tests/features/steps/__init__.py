"""What the sentences of the features mean, one module a topic; the folder is the list of plugins."""
