"""The hosted payment page: HTML out, forms in; no JavaScript, and only test cards."""

import html
from collections.abc import Iterable
from pathlib import Path
from string import Template
from urllib.parse import parse_qs, urlsplit

from checkout.payment.sandbox.core.cards import TEST_CARDS, CardDetails, TestCard
from checkout.payment.sandbox.core.currencies import money
from checkout.payment.sandbox.core.errors import ApiError
from checkout.payment.sandbox.core.paying import NotPayableError, Outcome, RefusedCardError
from checkout.payment.sandbox.core.sandbox import Sandbox
from checkout.payment.sandbox.core.sessions import Session
from checkout.payment.sandbox.web import WebRequest, WebResponse

FOLDER = Path(__file__).parent / "html"
FILES = {"/c/style.css": "text/css", "/c/icon.svg": "image/svg+xml"}
SHOWN_FIRST = 4
HELD_FIRST = "Your card is held now. The shop charges it when it is ready to send your order."
TAKEN_NOW = "Your card is charged now."
TRY_AGAIN = "Nothing was taken. Choose another card and pay again."


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


class CheckoutPage:
    def __init__(self, sandbox: Sandbox, merchant: str) -> None:
        self._sandbox = sandbox
        self._merchant = merchant

    def respond(self, request: WebRequest) -> WebResponse:
        if request.path in FILES:
            return _file(request.path)
        match request.path.strip("/").split("/")[2:]:
            case [key]:
                return self._guarded(request, key, challenge=False)
            case [key, "challenge"]:
                return self._guarded(request, key, challenge=True)
        return self._nothing_here()

    def _guarded(self, request: WebRequest, key: str, *, challenge: bool) -> WebResponse:
        try:
            session = self._sandbox.session(key)
            if session.status != "open":
                raise NotPayableError
            if challenge:
                return self._challenge(request, session)
            return self._payment(request, session)
        except ApiError:
            return self._nothing_here()
        except NotPayableError:
            return self._over(self._sandbox.session(key))

    def _payment(self, request: WebRequest, session: Session) -> WebResponse:
        if request.method != "POST":
            return self._form(session, {})
        typed = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        try:
            outcome = self._sandbox.pay(session.id, _card(typed))
        except RefusedCardError as problem:
            return self._form(session, typed, str(problem))
        return self._after(session, outcome, typed)

    def _challenge(self, request: WebRequest, session: Session) -> WebResponse:
        if not self._sandbox.is_challenged(session.id):
            return _see(f"/c/pay/{session.id}")
        if request.method != "POST":
            return self._page(session, "challenge", "Your bank asks: is it you?")
        passed = parse_qs(request.body.decode()).get("answer") == ["complete"]
        outcome = self._sandbox.answer_challenge(session.id, passed=passed)
        return self._after(session, outcome, {})

    def _after(self, session: Session, outcome: Outcome, typed: dict[str, str]) -> WebResponse:
        if outcome in (Outcome.HELD, Outcome.PAID):
            return _see(session.return_url)
        if outcome is Outcome.CHALLENGE:
            return _see(f"/c/pay/{session.id}/challenge")
        return self._form(session, typed, self._sandbox.last_error(session.id))

    def _form(self, session: Session, typed: dict[str, str], problem: str = "") -> WebResponse:
        chosen = typed.get("card", next(iter(TEST_CARDS)))
        first, more = [*TEST_CARDS.values()][:SHOWN_FIRST], [*TEST_CARDS.values()][SHOWN_FIRST:]
        said = _fill("problem", message=problem, advice=TRY_AGAIN) if problem else Html()
        email = _fill_row("Receipt to", session.customer_email)
        return self._page(
            session,
            "pay",
            f"Error: {problem}" if problem else f"Pay for {session.order_line}",
            problem=said,
            described=Html('aria-describedby="problem"' if problem else ""),
            email_row=email,
            promise=HELD_FIRST if session.capture_method == "manual" else TAKEN_NOW,
            cards=_radios(first, chosen),
            more_cards=_radios(more, chosen),
            more_open=Html("open" if chosen in {card.number for card in more} else ""),
            other_checked=Html("checked" if chosen == "other" else ""),
            number=typed.get("number", ""),
            expiry=typed.get("expiry", "12/34"),
            cvc=typed.get("cvc", "123"),
            name=typed.get("name", "Sam Example"),
        )

    def _over(self, session: Session) -> WebResponse:
        paid = session.status == "complete"
        said = "Your card is held" if session.capture_method == "manual" else "You have paid"
        return self._page(
            session,
            "message",
            "Payment complete" if paid else "This page has expired",
            status=200 if paid else 410,
            heading=said if paid else "This payment page has expired",
            text="There is nothing more to do here." if paid else "Nothing was taken.",
            link=session.return_url if paid else session.cancel_url,
            link_text="Go to your order" if paid else "Back to the shop",
        )

    def _nothing_here(self) -> WebResponse:
        content = Html('<section class="card card--alone"><h1>There is nothing here</h1></section>')
        return _html(404, self._layout("Not found", content), "")

    def _page(
        self, session: Session, template: str, title: str, /, *, status: int = 200, **values: str
    ) -> WebResponse:
        content = _fill(
            template,
            amount=money(session.amount, session.currency),
            cancel_url=session.cancel_url,
            merchant=self._merchant,
            order_line=session.order_line,
            session=session.id,
            **values,
        )
        return _html(status, self._layout(title, content), session.return_url)

    def _layout(self, title: str, content: Html) -> Html:
        return _fill("layout", title=title, merchant=self._merchant, content=content)


def _card(typed: dict[str, str]) -> CardDetails:
    """The card as typed. Raises RefusedCardError for an expiry date that is none."""
    chosen = typed.get("card", "other")
    number = typed.get("number", "") if chosen == "other" else chosen
    month, _, year = typed.get("expiry", "").partition("/")
    if not (month.strip().isdecimal() and year.strip().isdecimal()):
        raise RefusedCardError("Your card's expiration date is incomplete.")
    full_year = int(year) + (2000 if int(year) < 100 else 0)
    return CardDetails(
        number="".join(number.split()),
        exp_month=int(month),
        exp_year=full_year,
        cvc=typed.get("cvc", ""),
        name=typed.get("name", "").strip() or "Sam Example",
    )


def _radios(cards: Iterable[TestCard], chosen: str) -> Html:
    return Html(
        "".join(
            _fill(
                "card",
                number=card.number,
                spaced=card.spaced,
                says=card.says,
                checked=Html("checked" if card.number == chosen else ""),
            )
            for card in cards
        )
    )


def _fill_row(term: str, value: str | None) -> Html:
    if value is None:
        return Html()
    return Html(f"<div><dt>{html.escape(term)}</dt><dd>{html.escape(value)}</dd></div>")


def _fill(template: str, /, **values: str) -> Html:
    """The template with these values; what is not Html is escaped."""
    safe = {
        key: value if isinstance(value, Html) else html.escape(value)
        for key, value in values.items()
    }
    text = (FOLDER / f"{template}.html").read_text()
    return Html(Template(text).substitute(safe))


def _file(path: str) -> WebResponse:
    body = (FOLDER / path.rsplit("/", 1)[1]).read_bytes()
    headers = {"content-type": FILES[path], "cache-control": "max-age=3600"}
    return WebResponse(200, body, headers)


def _see(url: str) -> WebResponse:
    return WebResponse(303, b"", {"location": url, "cache-control": "no-store"})


def _html(status: int, page: Html, goes_to: str) -> WebResponse:
    """`goes_to` is where a form of this page may lead in the end: CSP follows redirects."""
    address = urlsplit(goes_to)
    origin = f" {address.scheme}://{address.netloc}" if goes_to else ""
    policy = (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action 'self'{origin}"
    )
    headers = {
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
        "content-security-policy": policy,
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
    }
    return WebResponse(status, page.encode(), headers)
