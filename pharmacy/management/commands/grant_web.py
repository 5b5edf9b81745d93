from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection, transaction

from pharmacy.append_only import grants


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
        statements = grants(role)
        if not options["print"]:
            self._run(statements, role)
        self.stdout.write("\n".join(f"{statement};" for statement in statements))

    @transaction.atomic
    def _run(self, statements: list[str], role: str) -> None:
        with connection.cursor() as cursor:
            if _is_above_grants(role):
                raise CommandError(
                    f"{role} is a superuser or owns the tables, so no grant binds it: "
                    "let the shop sign in with a role of its own."
                )
            try:
                for statement in statements:
                    cursor.execute(statement)
            except ProgrammingError as error:
                raise CommandError(str(error).strip()) from error


def _is_above_grants(role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s AND (rolsuper"
            " OR EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' AND pg_has_role(pg_roles.oid, relowner, 'MEMBER'))))",
            [role],
        )
        return bool(cursor.fetchone()[0])
