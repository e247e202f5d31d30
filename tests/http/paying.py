"""Companies that pay, at the pages of the simulated provider."""

from dataclasses import dataclass
from datetime import timedelta

from werkzeug.test import TestResponse

from adapters.simulated.provider import SimulatedProvider
from tests.http.site import Caller, Json, Site

WORKS = "4242 4242 4242 4242"
DECLINES_LATER = "4000 0000 0000 0341"
DECLINES = "4000 0000 0000 0002"


def simulated(site: Site) -> SimulatedProvider:
    """Return the payment provider itself."""
    provider = site.assembly.provider.simulated
    assert provider is not None
    return provider


def notify(site: Site, body: bytes, signature: str | None) -> TestResponse:
    """Send a notice as the provider would."""
    headers = {} if signature is None else {"Stripe-Signature": signature}
    return site.anyone.post("/webhooks/stripe", data=body, headers=headers, content_type="application/json")


@dataclass
class Payer:
    """A company whose owner sees to what it pays."""

    site: Site
    slug: str
    org_id: str
    owner: Caller

    @classmethod
    def of(cls, site: Site, slug: str = "acme", plan: str = "free") -> "Payer":
        """Found a company."""
        org_id, owner, _ = site.sign_up(slug, plan)
        return cls(site, slug, org_id, owner)

    def path(self, rest: str = "") -> str:
        return f"/organizations/{self.org_id}{rest}"

    def billing(self) -> Json:
        """Return how it stands."""
        answer = self.owner.get(self.path("/billing"))
        assert answer.status_code == 200, answer.text
        return dict(answer.get_json())

    def chooses(self, plan: str) -> TestResponse:
        answer = self.owner.put(self.path("/billing/plan"), {"plan": plan})
        self.site.settle()
        return answer

    def checkout(self, plan: str, **more: str) -> str:
        """Open a checkout, and return its path."""
        return self._opened("checkout", {"plan": plan, **more})

    def portal(self, **more: str) -> str:
        """Open a portal, and return its path."""
        return self._opened("portal", more)

    def submits(self, page: str, **form: str) -> TestResponse:
        """Send a page's form, and let the notice do its work."""
        answer = self.site.anyone.post(page, data=form)
        self.site.settle()
        return answer

    def subscribes(self, plan: str, card: str) -> TestResponse:
        """Subscribe at the checkout."""
        return self.submits(self.checkout(plan), card=card)

    def after(self, **duration: int) -> "Payer":
        """Let time pass, and sign in again."""
        self.site.clock.advance(timedelta(**duration))
        self.site.settle()
        self.owner = self.site.logged_in(f"alice@{self.slug}.example")
        return self

    def _opened(self, page: str, body: Json) -> str:
        url: str = self.owner.made(self.path(f"/billing/{page}"), body)["url"]
        address = self.site.assembly.settings.base_url
        assert url.startswith(f"{address}/dev/{page}/")
        return url.removeprefix(address)
