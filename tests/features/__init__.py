"""The features, run by every assembly of the product."""
