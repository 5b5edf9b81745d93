"""Django's engine "pharmacy.postgres": its own for PostgreSQL, but for one question a request."""
