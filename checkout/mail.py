"""A mail as it is sent, in text and HTML."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives


@dataclass(frozen=True, slots=True)
class Mail:
    """Its subject never names a medicine."""

    subject: str
    text: str
    html: str

    def send(self, to: Sequence[str]) -> None:
        """Raises OSError where the mail server does not take it."""
        message = EmailMultiAlternatives(subject=self.subject, body=self.text, to=to)
        message.attach_alternative(self.html, "text/html")
        message.send()


@dataclass(frozen=True, slots=True)
class SampleMail:
    """One kind of mail, written about nobody: its name in addresses, and when it is sent."""

    name: str
    when: str
    mail: Mail
