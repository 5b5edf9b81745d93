"""A mail as it is sent, in text and HTML."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives

from catalog.texts.told import Why


@dataclass(frozen=True, slots=True)
class Mail:
    """Its subject never names a medicine. `way_out` ends mails like it, where it was asked for."""

    subject: str
    text: str
    html: str
    way_out: str = ""

    def send(self, to: Sequence[str]) -> None:
        """Raises OSError where the mail server does not take it."""
        message = EmailMultiAlternatives(
            subject=self.subject, body=self.text, to=to, headers=self._headers()
        )
        message.attach_alternative(self.html, "text/html")
        message.send()

    def _headers(self) -> dict[str, str]:
        """What mail programs show a button of their own by (RFC 8058)."""
        if not self.way_out:
            return {}
        return {
            "List-Unsubscribe": f"<{self.way_out}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }


@dataclass(frozen=True, slots=True)
class SampleMail:
    """One kind of mail, written about nobody: its name in addresses, when it is sent and why."""

    name: str
    when: str
    mail: Mail
    why: Why
