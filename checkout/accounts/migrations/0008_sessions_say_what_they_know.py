"""Of sessions that are there already. Who was signed in before rows said so signs in again."""

from django.db import migrations


def say(apps, schema_editor):
    from checkout.accounts.session_store import SessionStore

    sessions = apps.get_model("accounts", "Session").objects
    for session in sessions.iterator():
        kept = SessionStore().decode(session.session_data)
        if "_auth_user_id" in kept and session.account_id is None:
            session.delete()
            continue
        details = kept.get("checkout", {}).get("details") or {}
        session.email = details.get("email", "").casefold()
        session.orders = kept.get("orders", [])
        session.save(update_fields=["email", "orders"])


class Migration(migrations.Migration):

    dependencies = [("accounts", "0007_sessions_know_whose_they_are")]

    operations = [migrations.RunPython(say, migrations.RunPython.noop)]
