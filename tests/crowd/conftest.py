"""One running shop for all stories of the crowd; each brings medicines of its own."""

import pytest
from django.conf import settings

from tests.checkout.shopping import a_delivery_method
from tests.crowd.open_shop import open_shop
from tests.database import a_database_apart


@pytest.fixture(scope="package")
def shop(request, django_db_blocker, tmp_path_factory):
    """Open, on a database and a sandbox of its own; Django works on that database too."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    folder = settings.DATA_DIR / "crowd" / worker
    folder.mkdir(parents=True, exist_ok=True)
    with django_db_blocker.unblock(), a_database_apart(f"crowd_{worker}"):
        a_delivery_method()
        with open_shop(folder, data=tmp_path_factory.mktemp("crowd")) as shop:
            yield shop
