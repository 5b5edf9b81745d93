"""The embedded PostgreSQL as Django sees it, each time in a process of its own."""

from tests.pharmacy.embedded_postgres.servers import a_server, django


def test_a_command_without_queries_never_starts_it(data_dir):
    done = django(data_dir, "execute_from_command_line(['', 'check'])")

    assert "no issues" in done.stdout
    assert not data_dir.exists()


def test_a_command_with_queries_starts_it_and_stops_it_when_done(shop_dir):
    done = django(shop_dir, "print(ask('SELECT current_database()'))")

    assert (done.stdout, done.stderr) == ("pharmacy\n", "")
    assert not a_server(shop_dir).stop()


def test_django_gets_a_killed_server_and_a_dropped_database_back(shop_dir):
    done = django(
        shop_dir,
        """
import os, psutil, signal, time
from pathlib import Path
ask("SELECT 1")
pid_file = Path(sys.argv[1], "postgres-scratch", "cluster", "postmaster.pid")
os.kill(int(pid_file.read_text().split()[0]), signal.SIGKILL)
connection.close()
print(ask("SELECT 'again'"))
victim = ask("SELECT pg_backend_pid()")
os.kill(victim, signal.SIGKILL)
while psutil.pid_exists(victim):
    time.sleep(0.01)
connection.close()
print(ask("SELECT 'and again'"))
connection.close()
with connection._nodb_cursor() as cursor:
    cursor.execute("DROP DATABASE pharmacy")
print(ask("SELECT current_database()"))
connection.close()
connection.settings_dict["NAME"] = "mistyped"
ask("SELECT 1")
""",
    )

    assert done.stdout == "again\nand again\npharmacy\n"
    assert 'database "mistyped" does not exist' in done.stderr


def test_tests_clone_their_databases_from_a_template(shop_dir):
    done = django(
        shop_dir,
        """
def with_postgres(statement):
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)

with_postgres("CREATE DATABASE test_template")
connection.settings_dict["NAME"] = "test_template"
ask("CREATE EXTENSION pg_trgm; CREATE TABLE notes AS SELECT 'cloned' AS note")
for worker in ("test_gw0", "test_gw1"):
    with_postgres(f"CREATE DATABASE {worker} TEMPLATE test_template")
    connection.settings_dict["NAME"] = worker
    print(ask("SELECT note FROM notes"))
    with_postgres(f"DROP DATABASE {worker} WITH (FORCE)")
""",
    )

    assert (done.stdout, done.stderr) == ("cloned\ncloned\n", "")


def test_a_web_worker_stops_it_when_it_is_the_last_user(shop_dir):
    """Workers are forked by multiprocessing, which runs no atexit function of theirs."""
    done = django(
        shop_dir,
        """
import multiprocessing
worker = multiprocessing.get_context("fork").Process(target=ask, args=["SELECT 1"])
worker.start()
worker.join()
print(worker.exitcode)
""",
    )

    assert (done.stdout, done.stderr) == ("0\n", "")
    assert not a_server(shop_dir).stop()


def test_a_command_tells_what_is_wrong_without_a_stack_trace(data_dir):
    data_dir.write_text("a file, not a folder")

    done = django(data_dir, "execute_from_command_line(['', 'dbshell'])")

    assert done.returncode == 1
    assert done.stderr.startswith("EmbeddedPostgresError: The folder for the database")
    assert "Traceback" not in done.stderr
    data_dir.unlink()
