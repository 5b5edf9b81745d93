"""Django's engine "pharmacy.embedded_postgres": PostgreSQL, started by the first connection.

DATABASES["default"] names it with DATA_DIR, the folder for the files, and DURABLE, True unless the
data may be lost with the power. HOST, PORT, USER and PASSWORD have no meaning here.
"""

import sys
from collections.abc import Iterable
from contextlib import closing, suppress
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import OperationalError, connections
from django.db.backends.postgresql import client
from django.db.backends.postgresql.psycopg_any import errors

from pharmacy.embedded_postgres.errors import PostgresError
from pharmacy.embedded_postgres.programs import client as program
from pharmacy.embedded_postgres.server import DATABASE, Server
from pharmacy.postgres import base


class EmbeddedPostgresError(OperationalError, CommandError):
    """Told by a command without a stack trace, caught by whoever expects a database to be down."""


def server_of(settings: dict[str, Any]) -> Server:
    """The server of an entry of DATABASES, one object per process."""
    return _server(Path(settings["DATA_DIR"]), bool(settings.get("DURABLE", True)))


@cache
def _server(data_dir: Path, durable: bool) -> Server:
    return Server(data_dir, durable=durable)


class DatabaseClient(client.DatabaseClient):
    """`dbshell`, with the psql of the same version."""

    def runshell(self, parameters: Iterable[str]) -> None:
        """Start the server where it is not running; then as Django does."""
        _use(server_of(self.connection.settings_dict))
        super().runshell(parameters)

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        """Django's command line, with the wheel's psql and the server's address."""
        address = server_of(settings_dict).address(for_child=True)
        where = {name.upper(): value for name, value in address.items()}
        arguments, env = super().settings_to_cmd_args_env(settings_dict | where, parameters)
        return [str(program("psql")), *arguments[1:]], env


class DatabaseWrapper(base.DatabaseWrapper):
    """Starts the server when a connection is wanted, and again when it has died."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        """Django's parameters, with the address of a running server."""
        server = server_of(self.settings_dict)
        if not server.used_here:
            _use(server)
        params: dict[str, Any] = super().get_connection_params()
        return params | server.address()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; where that fails, bring back what is gone and try once more."""
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError as error:
            self._bring_back(error, conn_params)
        return super().get_new_connection(conn_params | server_of(self.settings_dict).address())

    def _bring_back(self, error: Exception, conn_params: dict[str, Any]) -> None:
        server = server_of(self.settings_dict)
        if not server.answers():
            _use(server)
        elif f'database "{DATABASE}" does not exist' in str(error):
            self._create_database(conn_params | {"dbname": "postgres"})

    def _create_database(self, conn_params: dict[str, Any]) -> None:
        with closing(self.Database.connect(**conn_params)) as connection:
            connection.autocommit = True
            # Another process may be doing the same.
            with suppress(errors.DuplicateDatabase, errors.UniqueViolation):
                connection.cursor().execute(f"CREATE DATABASE {DATABASE}")


def _use(server: Server) -> None:
    new_here = not server.used_here
    try:
        server.use()
    except PostgresError as error:
        raise EmbeddedPostgresError(str(error)) from error
    if new_here:
        # Runs at exit as atexit would, but also in multiprocessing's children (web workers), and
        # in their parent after it has waited for them.
        Finalize(None, _leave, (server,), exitpriority=-10)


def _leave(server: Server) -> None:
    connections.close_all()
    try:
        server.stop_if_last()
    except PostgresError as error:
        sys.stderr.write(f"{error}\n")
