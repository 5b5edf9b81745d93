"""Where each medicine stands in the lists: written by the database, so that no list is sorted."""
