"""What may be sent: the bodies and queries of the API, by resource."""
