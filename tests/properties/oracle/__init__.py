"""The oracle that the histories of usage are held against."""
