"""What a migration does at once ends as it would one after the other, and can be taken back."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from catalog.at_once import AtOnce, key

pytestmark = pytest.mark.django_db


def shelf_and_jars() -> list[migrations.CreateModel | migrations.AddField]:
    """A model with a foreign key to one that comes later, and a field for a model of before."""
    return [
        migrations.CreateModel("Jar", [("id", key()), ("shelf", to("Shelf"))]),
        migrations.CreateModel("Shelf", [("id", key()), ("number", models.IntegerField())]),
        migrations.AddField("Room", "best", to("Shelf", null=True)),
    ]


def to(model: str, **options) -> models.ForeignKey:
    return models.ForeignKey(f"storeroom.{model}", models.CASCADE, **options)


@pytest.fixture
def a_room() -> ProjectState:
    """A state whose models are rendered, as while a shop migrates, and its table."""
    return migrated(
        ProjectState(), migrations.CreateModel("Room", [("id", key()), ("far", models.TextField())])
    )


def migrated(state: ProjectState, *operations) -> ProjectState:
    migration = migrations.Migration("test", "storeroom")
    migration.operations = list(operations)
    assert state.apps is not None
    with connection.schema_editor(atomic=False) as editor:
        return migration.apply(state.clone(), editor)


def columns() -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        return {
            table: {column.name for column in describe(cursor, table)}
            for table in connection.introspection.table_names(cursor)
            if table.startswith("storeroom_")
        }


def describe(cursor, table: str):
    return connection.introspection.get_table_description(cursor, table)


def test_models_that_need_each_other_are_made_whole(a_room):
    state = migrated(a_room, AtOnce(*shelf_and_jars()))

    assert columns() == {
        "storeroom_room": {"id", "far", "best_id"},
        "storeroom_shelf": {"id", "number"},
        "storeroom_jar": {"id", "shelf_id"},
    }
    jar, shelf, room = (
        state.apps.get_model("storeroom", name) for name in ("Jar", "Shelf", "Room")
    )
    best = shelf.objects.create(number=3)
    room.objects.create(far="", best=best)
    assert list(jar.objects.filter(shelf__room__best=best)) == []


def test_it_is_taken_back_as_one(a_room):
    migration = migrations.Migration("test", "storeroom")
    migration.operations = [AtOnce(*shelf_and_jars())]
    migrated(a_room, *migration.operations)
    with connection.schema_editor(atomic=False) as editor:
        migration.unapply(a_room.clone(), editor)
    assert columns() == {"storeroom_room": {"id", "far"}}


def test_it_says_what_it_does():
    assert AtOnce(*shelf_and_jars()).describe() == (
        "Create model Jar; Create model Shelf; Add field best to Room"
    )
