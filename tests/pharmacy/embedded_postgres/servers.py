"""What the tests of the embedded PostgreSQL need: servers, their users and their ends."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg2

from pharmacy.embedded_postgres import DATABASE, Server
from pharmacy.embedded_postgres.place import find_home

PROJECT = Path(__file__).parents[3]
ROOT = os.geteuid() == 0

NEIGHBOUR = """
import sys
from pathlib import Path
from pharmacy.embedded_postgres import Server

server = Server(Path(sys.argv[1]), durable=False)
server.use()
try:
    print("in", flush=True)
    sys.stdin.read()
finally:
    print(server.stop_if_last(), flush=True)
"""

DJANGO = """
import sys
import django
from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import connection

database = {"ENGINE": "pharmacy.embedded_postgres", "NAME": "pharmacy"}
settings.configure(
    DATABASES={"default": database | {"DATA_DIR": sys.argv[1], "DURABLE": False}}
)
django.setup()

def ask(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None

"""


class Neighbour:
    """Another process that uses the server."""

    def __init__(self, data_dir):
        self.process = subprocess.Popen(
            [sys.executable, "-c", NEIGHBOUR, data_dir],
            cwd=PROJECT,
            text=True,
            start_new_session=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def joined(self):
        assert self.process.stdout.readline() == "in\n"
        return self

    def leave(self):
        """Whether it was the last user."""
        return self.process.communicate("")[0] == "True\n"

    def signal(self, number):
        """To it and its whole process group, as a terminal does; returns what it said."""
        os.killpg(self.process.pid, number)
        return self.process.communicate()[0]


class Clusters:
    """Made when asked for and lent to one test after another: making one is what takes time."""

    def __init__(self, folder):
        self.folder, self.made, self.idle, self.lent = folder, 0, [], []

    def lend(self, data_dir, *, durable=False):
        server = Server(data_dir, durable=durable)
        move(self.idle.pop() if self.idle else self._make(), server.home / "cluster")
        self.lent.append((server, data_dir))
        return server

    def take_back(self):
        for server, _ in self.lent:
            server.stop_if_last()
            server.stop()
            self.idle.append(self._place())
            move(server.home / "cluster", self.idle[-1])
        for _, data_dir in self.lent:
            remove(data_dir)
        self.lent.clear()

    def _make(self):
        server, place = a_server(self.folder / "maker"), self._place()
        server.use()
        server.stop_if_last()
        move(server.home / "cluster", place)
        remove(self.folder / "maker")
        return place

    def _place(self):
        self.made += 1
        return self.folder / f"cluster{self.made}"


def a_server(data_dir):
    """As quick as a server can be: nothing here outlives a loss of power."""
    return Server(data_dir, durable=False)


def move(source, target):
    subprocess.run(["mv", source, target], check=True)  # keeps the owner, whatever the disk


def django(data_dir, program):
    """Run `program` in a process of its own that has the engine and nothing else of the shop."""
    command = [sys.executable, "-c", DJANGO + program, data_dir]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


def sql(server, statement, role="pharmacy"):
    where = server.address() | {"user": role}
    with closing(psycopg2.connect(**where, dbname=DATABASE)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


def postmaster(server):
    return int((server.home / "cluster" / "postmaster.pid").read_text().split()[0])


def owner_of(server):
    return {"user": server.home.stat().st_uid} if ROOT else {}


def remove(data_dir):
    for durable in (True, False):
        Server(data_dir, durable=durable).stop()
    for name in ("postgres", "postgres-scratch"):
        shutil.rmtree(find_home(data_dir, name) or data_dir / "none", ignore_errors=True)
    shutil.rmtree(data_dir, ignore_errors=True)
