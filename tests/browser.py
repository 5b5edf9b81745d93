"""Finds a Chromium for the browser tests, and fetches one where there is none.

`python -m tests.browser` is part of `make test`: an installed Chromium or Chrome is used as it is;
else apt installs Debian's as root; else Playwright fetches its own. The shell without windows comes
first: what Chromium does for windows nobody sees takes the tests a third longer.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CURE = (
    "The browser tests need Chromium or Chrome and found none. Install one (on Debian and Ubuntu:"
    " apt install chromium) or name one: CHROMIUM=/path/to/chrome make test"
)


class NoBrowser(Exception):
    """There is no browser, and the message says how to get one."""


def executable() -> str:
    """The path of the browser to test with. Raises NoBrowser."""
    named = os.environ.get("CHROMIUM")
    if named and not shutil.which(named):
        raise NoBrowser(f"CHROMIUM names {named}, which cannot be run. {CURE}")
    installed = named or next(filter(None, map(shutil.which, NAMES)), None) or _playwrights_own()
    if not installed:
        raise NoBrowser(CURE)
    return installed


def install() -> None:
    """Have a browser, by whatever way this machine allows. Raises NoBrowser."""
    try:
        executable()
    except NoBrowser:
        print("Installing a browser for the tests ...", flush=True)
        if not _apt_installs_chromium():
            _run([sys.executable, "-m", "playwright", "install", "chromium"])
        executable()


def _apt_installs_chromium() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    return _run(["apt-get", "update", "-qq"], environment) and any(
        _run([*install, package], environment) for package in (SHELL, "chromium")
    )


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _run(command: list[str], environment: dict[str, str] | None = None) -> bool:
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL).returncode == 0


if __name__ == "__main__":
    try:
        install()
    except NoBrowser as missing:
        sys.exit(str(missing))
