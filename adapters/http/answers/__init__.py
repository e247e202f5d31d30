"""What is answered: the representations of the API, by resource."""
