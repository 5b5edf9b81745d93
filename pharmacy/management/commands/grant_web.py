from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection, transaction

from pharmacy.append_only import grants, may_shadow

IS_ABOVE_GRANTS = """
    SELECT rolsuper OR EXISTS (
        SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace
        AND relkind = 'r' AND pg_has_role(pg_roles.oid, relowner, 'MEMBER')
    ) FROM pg_roles WHERE rolname = %s
"""


class Command(BaseCommand):
    """For whoever owns the tables, after each `migrate`; the web and the worker sign in as ROLE."""

    help = (
        "Let a database role serve the shop, but change nothing that is only ever added to: "
        "history, ledger, decisions, looks at files, stock movements."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", metavar="ROLE", help="made before, by CREATE ROLE ... LOGIN")
        parser.add_argument("--print", action="store_true", help="print the SQL and run nothing")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        if why := _why_not(role):
            raise CommandError(why)
        statements = grants(role)
        if not options["print"]:
            _run(statements, role)
        self.stdout.write("\n".join(f"{statement};" for statement in statements))


def _why_not(role: str) -> str:
    """What is against granting anything to a role; "public" is none but all of them."""
    with connection.cursor() as cursor:
        cursor.execute(IS_ABOVE_GRANTS, [role])
        found = cursor.fetchone()
    if found is None:
        return f"There is no role {role}: make it first, by CREATE ROLE ... LOGIN."
    if found[0]:
        return (
            f"{role} is a superuser or owns the tables, so no grant binds it: "
            "let the shop sign in with a role of its own."
        )
    return ""


@transaction.atomic
def _run(statements: list[str], role: str) -> None:
    with connection.cursor() as cursor:
        try:
            for statement in statements:
                cursor.execute(statement)
        except ProgrammingError as error:
            raise CommandError(str(error).strip()) from error
    if may_shadow(role):  # PostgreSQL only warns where a right is not ours to take
        raise CommandError(
            f"{role} could still make temporary tables: run this as the owner of the database, "
            f"and let {role} be in no role that may."
        )
