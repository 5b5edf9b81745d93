"""One person who imports, as a browser without JavaScript does it."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from catalog.prices.sheet_reading import read_next_sheet
from tests.catalog.reductions.past import as_if_saved
from tests.checkout.pages import text_of
from tests.html_form import HtmlForm

IMPORT = reverse("admin:catalogue_pack_import")


class Import:
    """Sends a file; the worker reads it when it is told to."""

    def __init__(self, client, content: bytes, name="prices.xlsx") -> None:
        self.client = client
        answer = client.post(IMPORT, {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302, text_of(answer)
        self.url = answer["Location"]
        self.open()

    def read(self):
        assert read_next_sheet(timezone.now())
        return self.open()

    def open(self, query=""):
        return self._take(self.client.get(self.url + query))

    def apply(self, **typed):
        answer = self.client.post(self.url, self.form.fields | {"apply": "1"} | typed)
        as_if_saved()
        self.is_done = answer.status_code == 302
        return self._take(self.client.get(answer["Location"]) if self.is_done else answer)

    def _take(self, answer):
        self.html, self.text = answer.content.decode(), text_of(answer)
        self.status = answer.status_code
        self.form = HtmlForm(self.html, "content-main")
        return self
