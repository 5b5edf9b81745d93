"""Which database the vault is of: beside any other, all that lies there would be a stray."""

from datetime import datetime

from django.core.files.storage import storages
from django.db import connection

from checkout.prescriptions.files import vault
from checkout.prescriptions.models import PrescriptionFile

# Of the latest files one may be missing, or not written yet.
SOME = 20
ANOTHERS = """\
What lies in {place} was kept beside another database: connect that one. Where it is lost for
good and this one stands in its place, write '{ours}' into {sign}: then what no row names is
destroyed."""


class AnothersFiles(Exception):
    """The vault is of another database; the text says what to do."""


def must_be_of_this_database() -> None:
    """Raise AnothersFiles unless the vault is.

    An empty one is of whichever comes; so is one that nobody has signed, as of a shop that is older
    than signatures or was restored, where the database names a file of it.
    """
    ours, signed = first_migrated(), vault.signature()
    if signed == ours:
        return
    if not vault.is_empty() and (signed or not _is_known()):
        place = storages["private"].path("")
        raise AnothersFiles(ANOTHERS.format(place=place, ours=ours, sign=f"{place}/{vault.SIGN}"))
    vault.sign(ours)


def first_migrated() -> str:
    """When the database was migrated for the first time: what it is known by wherever it goes.

    A backup takes that along, and no other database has it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(applied) FROM django_migrations")
        moment: datetime = cursor.fetchone()[0]
    return moment.isoformat()


def _is_known() -> bool:
    latest = PrescriptionFile.objects.filter(erased_at=None).order_by("-pk")
    return any(vault.has(name) for file in latest[:SOME] for name in file.names)
