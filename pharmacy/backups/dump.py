"""pg_dump and pg_restore, spoken with through pipes: no dump ever lies on a disk.

Those of the server's own version where they are installed, which may speak TLS, else those that
come with the embedded database. A password goes through the environment, where `ps` does not show
it.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any

from django.db import connection, transaction

from pharmacy.embedded_postgres import PostgresError
from pharmacy.embedded_postgres.programs import client

PART = 1 << 22
LONGEST_WAIT_FOR_A_LOCK = 60_000  # milliseconds
# So that a row that stands in an error is not told to whoever reads a terminal or a timer's mail.
TOLD = ("error:", "hint:", "warning:")
HINTS = {
    "SSL support is not compiled in": "install PostgreSQL's own pg_dump and pg_restore, which speak"
    " TLS (the package postgresql-client)",
    "server version mismatch": "install pg_dump of the server's version, and let it come first in"
    " PATH",
    "transaction_timeout": "this server is older than pg_restore: put pg_restore of the server's"
    " version first in PATH, or restore into a newer server",
    "unsupported version": "the dump was written by a newer pg_dump: restore into a server of that"
    " version, which the manifest names, or newer",
    "may lack SELECT": "run this as the owner of the database, as you do `migrate`",
    "permission denied": "run this as the owner of the database, as you do `migrate`",
}


class ProgramFailed(Exception):
    """What PostgreSQL's program said, and what may help."""


@contextmanager
def snapshot() -> Iterator[str]:
    """The name of what the database has now, for pg_dump; the block's queries see the same."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def dumped(of: str) -> Iterator[bytes]:
    """The database as of a snapshot, in parts. Raises ProgramFailed."""
    options = [
        "--format=custom",
        "--no-password",
        f"--snapshot={of}",
        f"--lock-wait-timeout={LONGEST_WAIT_FOR_A_LOCK}",
    ]
    with _running("pg_dump", options, stdout=subprocess.PIPE) as process:
        while part := _piped(process.stdout).read(PART):
            yield part


@contextmanager
def restored() -> Iterator[IO[bytes]]:
    """Takes a dump within the block: all of it is in the database afterwards, or nothing.

    What ends the block by an error ends pg_restore before its one transaction does. Raises
    ProgramFailed.
    """
    options = ["--single-transaction", "--no-owner", "--no-privileges", "--no-password"]
    with _running("pg_restore", options, stdin=subprocess.PIPE) as process:
        try:
            yield _piped(process.stdin)
            _piped(process.stdin).close()
        except BrokenPipeError:
            if process.wait() == 0:
                raise ProgramFailed("pg_restore has ended before it had read all.") from None


@contextmanager
def _running(
    program: str, options: Sequence[str], **pipes: int
) -> Iterator["subprocess.Popen[bytes]"]:
    command, environment = _command(program, options)
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stderr=said, env=environment, **pipes)  # type: ignore[call-overload]  # noqa: S603
        try:
            yield process
            if process.wait() != 0:
                said.seek(0)
                raise ProgramFailed(_words(program, said.read().decode(errors="replace")))
        finally:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe and not pipe.closed:
                    _close(pipe)


def _command(program: str, options: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """As Django calls psql, with another program."""
    arguments, secrets = connection.client_class.settings_to_cmd_args_env(
        connection.settings_dict, []
    )
    *where, name = arguments[1:]
    command = [_path(program), *options, *where, f"--dbname={name}"]
    return command, os.environ | (secrets or {})


def _path(program: str) -> str:
    installed = shutil.which(program)
    if installed and _version(installed) == _version_of_the_server():
        return installed
    try:
        return str(client(program))
    except PostgresError as error:
        raise ProgramFailed(str(error)) from error


def _version(program: str) -> int:
    """As in "pg_dump (PostgreSQL) 18.6"; 0 where it does not say."""
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r"\) (\d+)", done.stdout)
    return int(found[1]) if found else 0


def _version_of_the_server() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        return int(cursor.fetchone()[0])


def _words(program: str, said: str) -> str:
    lines = [line for line in said.splitlines() if any(mark in line for mark in TOLD)]
    helps = [hint for sign, hint in HINTS.items() if sign in said]
    words = " / ".join(lines[:3]) or f"{program} ended without a word."
    return f"{words} To put it right: {'; '.join(helps)}." if helps else words


def _piped(pipe: Any) -> IO[bytes]:
    return pipe  # type: ignore[no-any-return]


def _close(pipe: IO[bytes]) -> None:
    with suppress(BrokenPipeError):
        pipe.close()
