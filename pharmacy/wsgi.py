"""The door for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pharmacy.settings")
django = get_wsgi_application()

# What it is made of reads the settings, which are there only now.
from pharmacy.bodies import OneBodyAtATime  # noqa: E402
from pharmacy.exact.door import Door  # noqa: E402

application = Door(OneBodyAtATime(django))
