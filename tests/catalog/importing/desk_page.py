"""Staff's page to import a page."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.html_form import HtmlForm

URL = "/admin/catalogue/medicine/import/"


class ImportPage:
    """The page as a browser without JavaScript uses it."""

    def __init__(self, client):
        self.client = client
        self._take(client.get(URL))

    def paste(self, text, **values):
        self.form["text"] = text
        self.form.fields |= values
        return self._send()

    def choose(self, content, name="page.txt"):
        content = content if isinstance(content, bytes) else content.encode()
        return self._send(file=SimpleUploadedFile(name, content, "text/plain"))

    def press_import(self):
        return self._send(apply="1")

    def read_and_import(self):
        return self._send(apply="1", have_read="on")

    def _send(self, **more):
        # As a browser sends a text: every line break is two characters.
        text = self.form["text"].replace("\r\n", "\n").replace("\n", "\r\n")
        return self._take(self.client.post(URL, self.form.fields | {"text": text} | more))

    def _take(self, response):
        self.response, self.status = response, response.status_code
        if response.status_code != 302:
            self.html = response.content.decode()
            self.words = " ".join(self.html.replace("\xa0", " ").split())
            self.form = HtmlForm(self.html, "page_form")
        return self

    @property
    def text(self):
        return self.form["text"].replace("\r\n", "\n")
