"""`make stop`: the shop of a data folder ends and stays ended, and nobody else does."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from pharmacy.process_notes import child_note, shop_note

# As `make run`: a parent, and a worker that brings a stopped database back.
SHOP = """
import os, sys
from pathlib import Path
from pharmacy.process_notes import child_note, end_left_behind, locked, shop_note, write_number
from pharmacy.processes import Process, keep_running, running
data = Path(sys.argv[1])
worker = [sys.executable, "-c", sys.argv[2], data]
children = [Process("Worker", worker, child_note(data, "worker"))]
with locked(shop_note(data)) as note:
    write_number(note, os.getpid())
    end_left_behind(data)
    with running(children, dict(os.environ)):
        keep_running(children, dict(os.environ))
"""
WORKER = """
import sys, time
from pathlib import Path
from pharmacy.embedded_postgres import Server
server = Server(Path(sys.argv[1]))
while True:
    if not server.answers():
        server.use()
    time.sleep(0.02)
"""


@pytest.fixture
def database(data_dir, used_before):
    return used_before(data_dir, durable=True)


@pytest.fixture
def open_shop(database, data_dir):
    """Opens the shop of the data folder; returns its parent process."""
    parents = []

    def opened():
        parents.append(
            subprocess.Popen(
                [sys.executable, "-c", SHOP, str(data_dir), WORKER], cwd=settings.BASE_DIR
            )
        )
        wait_for(database.answers)
        return parents[-1]

    yield opened
    for parent in parents:
        parent.kill()
        parent.wait()
    for number in numbers(data_dir).values():
        if psutil.pid_exists(number):
            os.kill(number, signal.SIGKILL)


def wait_for(happens, seconds: float = 30):
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def numbers(data_dir: Path) -> dict[str, int]:
    notes = [note for note in (data_dir / "processes").glob("*") if note.read_text()]
    return {note.name: int(note.read_text()) for note in notes}


def runs(number: int) -> bool:
    try:
        return psutil.Process(number).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def make_stop(data_dir: Path) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", "stop_shop"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DATA": str(data_dir)},
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_shop_ends_before_its_database_so_that_nobody_starts_it_again(
    open_shop, database, data_dir
):
    parent = open_shop()
    worker = numbers(data_dir)["child-worker"]

    assert make_stop(data_dir) == "The shop is closed.\nPostgreSQL is stopped.\n"

    assert parent.wait(20) == 0
    assert not runs(worker)
    assert not database.answers()


def test_what_a_killed_parent_left_behind_is_ended_too(open_shop, database, data_dir):
    parent = open_shop()
    worker = numbers(data_dir)["child-worker"]
    parent.kill()
    parent.wait()
    assert runs(worker)

    assert make_stop(data_dir).startswith("The shop is closed.")

    assert not runs(worker)
    assert not database.answers()


def test_the_next_shop_ends_what_a_killed_one_left_behind(open_shop, data_dir):
    first = open_shop()
    left = numbers(data_dir)["child-worker"]
    first.kill()
    first.wait()

    open_shop()

    wait_for(lambda: not runs(left))
    # Between the two shops nobody has noted any worker.
    wait_for(lambda: numbers(data_dir).get("child-worker", left) != left)


def test_a_number_left_in_a_note_never_ends_another_process(database, data_dir):
    stranger = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True
    )
    for note in (shop_note(data_dir), child_note(data_dir, "worker")):
        note.parent.mkdir(exist_ok=True)
        note.write_text(str(stranger.pid))

    assert make_stop(data_dir) == "The shop was not open.\nPostgreSQL was not running.\n"

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_data_folder_has_one_shop_at_a_time(open_shop, data_dir):
    open_shop()
    second = subprocess.run(
        [sys.executable, "manage.py", "run_shop"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DATA": str(data_dir), "PORT": "47321"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert second.returncode == 1
    assert "is open already: `make stop DATA=" in second.stderr
