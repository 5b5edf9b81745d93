"""The tables that are only ever added to, and which role may do more to them.

Such a table refuses TRUNCATE by a trigger: that is how it is told from the others, whichever app it
is of. Triggers stop the shop; that the role of the web owns no table keeps it from dropping them,
and that it makes none, not even a temporary one, from standing another in a table's place.
"""

from django.db import connection

# In tgtype 32 says TRUNCATE and 2 BEFORE (PostgreSQL, src/include/catalog/pg_trigger.h).
APPEND_ONLY = """
    SELECT relation.oid, relation.relname, relation.relowner FROM pg_class relation
    WHERE relation.relnamespace = 'public'::regnamespace AND EXISTS (
        SELECT FROM pg_trigger
        WHERE tgrelid = relation.oid AND NOT tgisinternal AND tgtype & 34 = 34
    )
"""
ALTERABLE = f"""
    SELECT relname FROM ({APPEND_ONLY}) kept
    WHERE has_table_privilege(kept.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')
        OR has_any_column_privilege(kept.oid, 'UPDATE')
        OR pg_has_role(kept.relowner, 'MEMBER')
    ORDER BY relname
"""  # noqa: S608 - no value comes from outside
SHADOWING = """
    SELECT rolname FROM pg_roles WHERE rolname = coalesce(%s, current_user)
    AND has_database_privilege(oid, current_database(), 'TEMPORARY')
"""
EVERYDAY = "SELECT, INSERT, UPDATE, DELETE"


def append_only_tables() -> list[str]:
    """By name."""
    return _names(f"SELECT relname FROM ({APPEND_ONLY}) kept ORDER BY relname")  # noqa: S608


def alterable_tables() -> list[str]:
    """Those of them that the role the shop signs in with could change; its owner always could."""
    return _names(ALTERABLE)


def role_problem() -> str:
    """Why the role the shop signs in with is not one of grant_web, in words; "" where it is."""
    alterable = alterable_tables()
    if alterable:
        words = f"could change {len(alterable)} tables that are only added to"
        return f"{words}, such as {alterable[0]}"
    return "could make temporary tables" if may_shadow() else ""


def may_shadow(role: str | None = None) -> bool:
    """Whether a role, or that the shop signs in with, could stand a table before the shop's."""
    return bool(_names(SHADOWING, role))


def grants(role: str) -> list[str]:
    """The statements that let a role serve the shop and leave what is only added to alone.

    After each `migrate`: a new table is nobody's but its owner's.
    """
    name = connection.ops.quote_name
    kept = ", ".join(map(name, append_only_tables()))
    to, database = name(role), name(connection.settings_dict["NAME"])
    return [
        f"REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM PUBLIC, {to}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {to}",
        f"REVOKE CREATE ON SCHEMA public FROM {to}",
        f"GRANT USAGE ON SCHEMA public TO {to}",
        f"GRANT {EVERYDAY} ON ALL TABLES IN SCHEMA public TO {to}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {to}",
        f"REVOKE UPDATE, DELETE ON {kept} FROM {to}",
    ]


def _names(query: str, *values: str | None) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [name for (name,) in cursor.fetchall()]
