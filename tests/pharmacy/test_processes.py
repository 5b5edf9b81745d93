"""Processes that run together: started again when they die, and none left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from pharmacy.processes import Process

PARENT = """
import os, sys
from pharmacy.processes import Process, keep_running, running
child = [sys.executable, "-c", sys.argv[2]]
children = [Process(name, child) for name in ("One", "Two")]
with running(children, dict(os.environ, PIDS=sys.argv[1])):
    keep_running(children, dict(os.environ, PIDS=sys.argv[1]))
"""
# A child with a child of its own, as a web server has; each leaves its number behind.
CHILD = """
import os, pathlib, subprocess, sys, time
inner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
for pid in (os.getpid(), inner.pid):
    pathlib.Path(os.environ["PIDS"], str(pid)).touch()
time.sleep(60)
"""


@pytest.fixture
def parent(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path), CHILD],
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
    )
    wait_for(lambda: len(alive(tmp_path)) == 4)
    yield process
    process.kill()
    process.wait()
    for pid in alive(tmp_path):
        os.kill(pid, signal.SIGKILL)


def alive(folder: Path) -> set[int]:
    """Of the processes that left a number in the folder, those that run."""
    pids = {int(file.name) for file in folder.iterdir()}
    return {pid for pid in pids if running_now(pid)}


def running_now(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_for(happens, seconds: float = 20):
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_stops_all_of_them_and_theirs(parent, tmp_path, name):
    parent.send_signal(getattr(signal, name))
    assert parent.wait(20) == 0
    assert alive(tmp_path) == set()


def test_an_impatient_second_signal_leaves_nobody_behind(parent, tmp_path):
    for _ in range(3):
        parent.send_signal(signal.SIGINT)
    assert parent.wait(20) == 0
    assert alive(tmp_path) == set()


def test_a_killed_child_is_started_again_and_what_it_left_is_ended(parent, tmp_path):
    before = alive(tmp_path)
    victim = next(pid for pid in before if psutil.Process(pid).children())
    left = {child.pid for child in psutil.Process(victim).children()}
    os.kill(victim, signal.SIGKILL)
    wait_for(lambda: len(alive(tmp_path) - before) == 2)
    wait_for(lambda: not alive(tmp_path) & left)
    assert len(alive(tmp_path)) == 4


def test_a_number_given_back_to_the_system_is_never_signalled_again(monkeypatch):
    """By then it may be another process's."""
    child = Process("One", [sys.executable, "-c", ""])
    child.start(dict(os.environ))
    wait_for(child.died)

    monkeypatch.setattr(os, "killpg", lambda *call: pytest.fail(f"killed {call}"))
    child.ask_to_stop()
    child.wait_until_stopped()
    child.start(dict(os.environ))

    monkeypatch.undo()
    child.wait_until_stopped()
