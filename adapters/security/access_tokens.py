"""Access tokens as JSON Web Tokens, signed with one of several secrets."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import UTC, datetime
from secrets import token_urlsafe
from threading import Lock
from typing import Any, Final, final

import jwt

from application.ports.access_tokens import AccessClaims, AccessTokens
from domain.errors import Unauthenticated
from domain.ids import OrganizationId, PersonId, SessionId, UserId

ALGORITHM: Final = "HS256"
SHORTEST_SECRET: Final = 32
"""Bytes; RFC 7518, 3.2: a key of the same size as the hash output or larger."""

TYPE: Final = "at+jwt"
"""RFC 9068, 2.1: so that no other kind of token passes for one."""

_CLAIMS: Final = ["iss", "aud", "sub", "org", "sid", "amr", "iat", "exp", "jti"]


@final
class JwtAccessTokens(AccessTokens):
    """Issues and reads JWTs (RFC 7519) signed with HS256 alone, whatever algorithm a token asks for.

    `secrets` by key id (`kid`): the last one signs, all of them are good, so a secret is changed by adding
    the new one and dropping the old one when its tokens have run out. Times are whole seconds. The
    token's own id (`jti`) begins with the user's, so that a store finds session, user and organization in one
    round trip. Verified tokens are remembered, at most `remembered` of them, those used longest ago forgotten first.
    """

    def __init__(self, secrets: Mapping[str, bytes], issuer: str, audience: str, remembered: int = 10_000) -> None:
        if not secrets or min(map(len, secrets.values())) < SHORTEST_SECRET:
            raise ValueError(f"a token secret has at least {SHORTEST_SECRET} bytes")
        self._secrets = dict(secrets)
        self._current = list(secrets)[-1]
        self._issuer = issuer
        self._audience = audience
        self._verified = _Remembered(remembered)

    def issue(self, claims: AccessClaims) -> str:
        payload = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": claims.person_id,
            "org": claims.organization_id,
            "sid": claims.session_id,
            "amr": list(claims.methods),
            "iat": int(claims.issued_at.timestamp()),
            "exp": int(claims.expires_at.timestamp()),
            "jti": f"{claims.user_id}.{token_urlsafe(16)}",
        }
        headers = {"typ": TYPE, "kid": self._current}
        return jwt.encode(payload, self._secrets[self._current], ALGORITHM, headers)

    def read(self, token: str, now: datetime) -> AccessClaims:
        claims = self._verified.get(token)
        if claims is None:
            claims = self._verify(token)
            self._verified.put(token, claims)
        if now >= claims.expires_at:
            self._verified.forget(token)
            raise Unauthenticated
        return claims

    def _verify(self, token: str) -> AccessClaims:
        try:
            header = jwt.get_unverified_header(token)
            if header.get("typ") != TYPE:
                raise Unauthenticated
            payload = jwt.decode(
                token,
                self._secrets[header.get("kid", "")],
                algorithms=[ALGORITHM],
                issuer=self._issuer,
                audience=self._audience,
                options={"require": _CLAIMS, "verify_exp": False, "verify_iat": False},
            )
            return _claims(payload)
        except (jwt.InvalidTokenError, KeyError, TypeError, ValueError, OverflowError) as error:
            raise Unauthenticated from error


def _claims(payload: Mapping[str, Any]) -> AccessClaims:
    return AccessClaims(
        person_id=PersonId(payload["sub"]),
        organization_id=OrganizationId(payload["org"]),
        user_id=UserId(payload["jti"].partition(".")[0]),
        session_id=SessionId(payload["sid"]),
        methods=tuple(payload["amr"]),
        issued_at=datetime.fromtimestamp(payload["iat"], UTC),
        expires_at=datetime.fromtimestamp(payload["exp"], UTC),
    )


class _Remembered:
    """What was verified lately, by the token's text."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._claims: OrderedDict[str, AccessClaims] = OrderedDict()
        self._lock = Lock()

    def get(self, token: str) -> AccessClaims | None:
        with self._lock:
            claims = self._claims.get(token)
            if claims is not None:
                self._claims.move_to_end(token)
            return claims

    def put(self, token: str, claims: AccessClaims) -> None:
        with self._lock:
            self._claims[token] = claims
            if len(self._claims) > self._most:
                self._claims.popitem(last=False)

    def forget(self, token: str) -> None:
        with self._lock:
            self._claims.pop(token, None)
