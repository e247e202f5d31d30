"""Changes of settings: what they make of an organization, and whether their author can still come in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Self

from domain.errors import Conflict, FieldError, InvalidRequest
from domain.organizations.names import EmailAddress
from domain.organizations.organization import Organization
from domain.organizations.settings import Network, Overage, Settings
from domain.roles.role import Role

Step = Callable[[Settings], Settings]


@dataclass(frozen=True, slots=True)
class SettingsChanges:
    """The settings that shall change; None leaves one as it is."""

    require_mfa: bool | None = None
    allowed_domains: frozenset[str] | None = None
    session_timeout: int | None = None
    default_role: Role | None = None
    ip_allowlist: tuple[Network, ...] | None = None
    overage: Overage | None = None
    billing_email: EmailAddress | None = None

    @classmethod
    def as_they_stand(cls, organization: Organization) -> Self:
        """Return all settings of an organization, side by side, as the audit log tells them."""
        settings = organization.settings
        return cls(
            settings.require_mfa,
            settings.allowed_domains,
            settings.session_timeout,
            settings.default_role,
            settings.ip_allowlist,
            settings.overage,
            organization.billing_email,
        )

    def applied_to(self, organization: Organization) -> Organization:
        """Return the organization with its settings changed; InvalidRequest tells of all that cannot be."""
        settings, errors = organization.settings, list[FieldError]()
        for name, step in self._steps():
            try:
                settings = step(settings)
            except ValueError as wrong:
                errors.append(FieldError(f"/{name}", str(wrong)))
        if errors:
            raise InvalidRequest(tuple(errors))
        return replace(organization, settings=settings, billing_email=self.billing_email or organization.billing_email)

    def _steps(self) -> Iterator[tuple[str, Step]]:
        if (require_mfa := self.require_mfa) is not None:
            yield "require_mfa", lambda settings: replace(settings, require_mfa=require_mfa)
        if (domains := self.allowed_domains) is not None:
            allowed = frozenset(domain.lower() for domain in domains)
            yield "allowed_domains", lambda settings: replace(settings, allowed_domains=allowed)
        if (timeout := self.session_timeout) is not None:
            yield "session_timeout", lambda settings: replace(settings, session_timeout=timeout)
        if (role := self.default_role) is not None:
            yield "default_role", lambda settings: replace(settings, default_role=role)
        if (networks := self.ip_allowlist) is not None:
            yield "ip_allowlist", lambda settings: replace(settings, ip_allowlist=networks)
        if (overage := self.overage) is not None:
            yield "overage", lambda settings: replace(settings, overage=overage)


def check_author_stays(settings: Settings, address: str | None, methods: tuple[str, ...]) -> None:
    """Refuse settings under which a person with this address and these `amr` methods could not change them back."""
    if not settings.admits_address(address or ""):
        raise Conflict("your own address is not among the allowed ones: you would lock yourself out")
    if settings.require_mfa and "otp" not in methods:
        raise Conflict("you have not signed in with a second factor: you would lock yourself out")
