"""Where a server's files live and which account owns them.

PostgreSQL refuses to run as root. Started by root it runs as an account of its own, which must be
able to walk to its files; where the data folder's parents do not let it, the files go to STATE and
the data folder gets a link to them. No permission of anybody else's folder is ever changed.
Files in STATE whose link is gone are left alone: the link's disk may just not be mounted.
"""

import os
import pwd
import re
import stat
import subprocess
import tempfile
from pathlib import Path

from pharmacy.embedded_postgres.errors import PostgresError
from pharmacy.embedded_postgres.locks import held

STATE = Path("/var/lib/pharmacy-postgres")
ACCOUNT = "pharmacy-postgres"


def find_home(data_dir: Path, name: str) -> Path | None:
    """The folder of the server's files, None where there is none yet. Raises PostgresError."""
    entry = data_dir / name
    return _usable(entry) if os.path.lexists(entry) else None


def ensure_home(data_dir: Path, name: str) -> Path:
    """`find_home`, made where it is missing: only its owner, never root, and root may enter it."""
    entry = data_dir / name
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            _make_as_root(entry)
        elif not entry.is_symlink():
            entry.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise _unusable(entry, error) from error
    return _usable(entry)


def account(uid: int) -> pwd.struct_passwd:
    """The account with this number. Raises PostgresError where it has no name."""
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        raise PostgresError(
            f"PostgreSQL runs only for accounts that have a name, and number {uid} has none here: "
            f"add it to /etc/passwd, run as another account, or set DATABASE_URL to use a server "
            f"of your own."
        ) from None


def open_to_all(path: Path) -> bool:
    """Whether every account may walk into this folder."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))


def ensure_state() -> None:
    """Make STATE, a folder of root's that everybody may walk through."""
    STATE.mkdir(exist_ok=True)
    STATE.chmod(0o755)


def _usable(entry: Path) -> Path:
    try:
        home = entry.resolve(strict=True)
        owner = home.stat().st_uid
    except FileNotFoundError:
        raise PostgresError(
            f"{entry} points to a folder that is gone: {os.readlink(entry)}. Bring that folder "
            f"back, or delete the link to begin with an empty database."
        ) from None
    except OSError as error:
        raise _unusable(entry, error) from error
    if os.geteuid() not in (0, owner):
        raise PostgresError(
            f"The database files in {home} belong to the account {account(owner).pw_name}: run "
            f"this as that account or as root, or set DATA to a folder of your own."
        )
    return home


def _make_as_root(entry: Path) -> None:
    if not os.path.lexists(entry):
        owner = _own_account()
        if open_to_all(entry.parent):
            entry.mkdir(mode=0o700, exist_ok=True)
        else:
            _link_into_state(entry, owner)
    if entry.exists() and entry.stat().st_uid == 0:
        # Ours of a moment ago, or of somebody killed between the two steps.
        owner = _own_account()
        os.chown(entry, owner.pw_uid, owner.pw_gid)


def _link_into_state(entry: Path, owner: pwd.struct_passwd) -> None:
    ensure_state()
    readable = re.sub(r"\W+", "-", str(entry.parent)).strip("-")[-40:]
    home = Path(tempfile.mkdtemp(prefix=f"{readable}-", dir=STATE))
    os.chown(home, owner.pw_uid, owner.pw_gid)
    try:
        entry.symlink_to(home)
    except FileExistsError:  # somebody else was faster
        home.rmdir()


def _own_account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        ensure_state()
        with held(STATE / "lock", seconds=60):
            return _add_account()


def _add_account() -> pwd.struct_passwd:
    command = ["useradd", "--system", "--user-group", "--no-create-home"]
    command += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", ACCOUNT]
    try:
        result = subprocess.run(  # noqa: S603 (nothing here comes from outside)
            command, capture_output=True, text=True, check=False
        )
        said = result.stderr.strip()
    except OSError as error:
        said = str(error)
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        raise PostgresError(
            f"PostgreSQL refuses to run as root, and the account {ACCOUNT} it would run as could "
            f"not be made ({said}). Make a system account of that name, run as an ordinary user, "
            f"or set DATABASE_URL to use a server of your own."
        ) from None


def _unusable(entry: Path, error: OSError) -> PostgresError:
    return PostgresError(
        f"The folder for the database files cannot be used: {error}. Give this account access to "
        f"{entry.parent}, or set DATA to a folder it may write."
    )
