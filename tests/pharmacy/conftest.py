"""Data folders, servers that were used before, and a shop with one of everything."""

import tempfile
from pathlib import Path

import pytest

from tests.pharmacy.embedded_postgres.servers import Clusters, remove
from tests.pharmacy.things import one_of_everything


@pytest.fixture
def data_dir(tmp_path):
    """A new folder, inside one that root has closed to everybody else."""
    yield tmp_path / "data"
    remove(tmp_path / "data")


@pytest.fixture
def open_dir():
    """A new folder that everybody can walk to."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for data_dir in folder.iterdir():
        remove(data_dir)
    folder.rmdir()


@pytest.fixture(scope="session")
def clusters(tmp_path_factory):
    return Clusters(tmp_path_factory.mktemp("clusters"))


@pytest.fixture
def used_before(clusters):
    """Gives a server that was used before and does not run."""
    yield clusters.lend
    clusters.take_back()


@pytest.fixture
def server(data_dir, used_before):
    return used_before(data_dir)


@pytest.fixture
def shop_dir(data_dir, used_before):
    """The data folder of a shop that was used before and does not run."""
    used_before(data_dir)
    return data_dir


@pytest.fixture
def things(db):
    return one_of_everything()
