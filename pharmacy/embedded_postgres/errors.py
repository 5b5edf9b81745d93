"""What goes wrong with the embedded PostgreSQL, told to a person."""


class PostgresError(Exception):
    """One paragraph: what happened, what to do, where the log is."""
