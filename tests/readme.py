"""Tables that long runs leave in the README, each between marks of its own."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
README = PROJECT / "README.md"


class NoPlace(Exception):
    """The README has no place for the table; the text says how to make one."""


def write(run: str, text: str, readme: Path = README) -> None:
    """Put a run's table between its marks, in place of the last one. Raises NoPlace."""
    begin, end = f"<!-- {run} -->", f"<!-- /{run} -->"
    before, begins, rest = (readme.read_text() if readme.exists() else "").partition(begin)
    _, ends, after = rest.partition(end)
    if not (begins and ends):
        raise NoPlace(f"{readme.name} needs the lines {begin} and {end}: the table goes between.")
    readme.write_text(f"{before}{begin}\n{text}\n{end}{after}")


def of_today(run: str) -> str:
    """As in "`make bench` of 55bb200 on 2026-11-23"."""
    return f"`make {run}` of {commit()} on {datetime.now(UTC):%Y-%m-%d}"


def commit() -> str:
    """The commit, and whether anything but the README has changed since."""
    try:
        known = _git("rev-parse", "--short", "HEAD")
        changed = _git("status", "--porcelain", "--", ".", f":!{README.name}")
    except (OSError, subprocess.CalledProcessError):
        return "no commit"
    return f"{known}+changes" if changed else known


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(PROJECT), *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
