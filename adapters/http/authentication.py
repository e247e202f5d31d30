"""Credentials of a request: a bearer token of a person, or the API key of a machine."""

from typing import Final

from adapters.http.errors import MalformedRequest
from adapters.http.incoming import Environ
from adapters.http.route import AnyRoute, Public
from application.access.authenticated import Authenticated
from application.actor import Source
from application.application import Application
from domain.errors import Unauthenticated
from domain.ids import OrganizationId

_BEARER: Final = "bearer "


def authenticate(
    use: Application, route: AnyRoute, organization_id: str | None, environ: Environ, source: Source
) -> Authenticated | None:
    """Return who asks, None for anybody on a public route.

    MalformedRequest for two credentials; Unauthenticated for none, and for every one that is not good. A key is
    looked up under the organization of the path: elsewhere nobody knows it.
    """
    authorization: str | None = environ.get("HTTP_AUTHORIZATION")
    key: str | None = environ.get("HTTP_X_API_KEY")
    if key is not None:
        if authorization is not None:
            raise MalformedRequest("a request carries one credential: a bearer token or an API key")
        if route.access is Public.ANYONE or route.access is Public.ANYONE_OR_PERSON:
            return None
        if organization_id is None:
            raise Unauthenticated
        return use.authenticate_key(OrganizationId(organization_id), key, source)
    if route.access is Public.ANYONE or (authorization is None and route.access is Public.ANYONE_OR_PERSON):
        return None
    if authorization is None or authorization[:7].lower() != _BEARER:
        raise Unauthenticated
    return use.authenticate_token(authorization[7:].strip(), source)
