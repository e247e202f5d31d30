"""The routes about API keys."""

from datetime import timedelta

from adapters.http import besides
from adapters.http.answers.api_keys import ApiKeyAnswer, CreatedKeyAnswer, present_created, present_key
from adapters.http.answers.common import Listed
from adapters.http.bodies.api_keys import ApiKeyBody, ApiKeyChangesBody, RotationBody
from adapters.http.bodies.common import ListQuery
from adapters.http.call import Call
from adapters.http.paging import page_reply, start_of
from adapters.http.reply import NOTHING, Reply, versioned
from adapters.http.route import AnyRoute, NoBody, NoQuery, Repeating, Route
from application.api_keys.create_api_key import CreateApiKey
from application.api_keys.known_key import CreatedKey, KnownKey
from application.api_keys.list_api_keys import ListApiKeys
from application.api_keys.read_api_key import ReadApiKey
from application.api_keys.revoke_api_key import RevokeApiKey
from application.api_keys.rotate_api_key import RotateApiKey
from application.api_keys.update_api_key import Expiry, UpdateApiKey
from application.unit_of_work import Page
from domain.ids import KeyId, ProjectId

Plain = Call[NoBody, NoQuery]


def key_id_of(call: Call[object, object]) -> KeyId:
    """Return the key of the path."""
    return KeyId(call.arguments["key_id"])


def create_api_key(call: Call[ApiKeyBody, NoQuery]) -> CreatedKey:
    """Make a key."""
    body = call.body
    return call.use.create_api_key(
        call.actor,
        name=body.name,
        scopes=frozenset(body.scopes),
        rate_limit=call.at.web.default_rate_limit if body.rate_limit is None else body.rate_limit,
        project_id=None if body.project_id is None else ProjectId(body.project_id),
        expires_at=body.expires_at,
    )


def show_created(call: Call[object, NoQuery], created: CreatedKey) -> Reply:
    """Show a key with its secret, this once."""
    location = f"/organizations/{call.organization_id}/api-keys/{created.key.id}"
    return versioned(present_created(created), created.key.version, 201, location)


def keep_created(call: Call[object, NoQuery], created: CreatedKey) -> Reply:
    """Show a key whose secret was shown before."""
    return show_created(call, created._replace(secret=None))


def list_api_keys(call: Call[NoBody, ListQuery]) -> Page[KnownKey]:
    """List keys."""
    return call.use.list_api_keys(call.actor, after=start_of(call), limit=call.query.limit)


def show_keys(call: Call[NoBody, ListQuery], page: Page[KnownKey]) -> Reply:
    """Show keys."""
    return page_reply(call, page, present_key)


def read_api_key(call: Plain) -> KnownKey:
    """Read a key."""
    return call.use.read_api_key(call.actor, key_id=key_id_of(call))


def update_api_key(call: Call[ApiKeyChangesBody, NoQuery]) -> KnownKey:
    """Change a key."""
    body = call.body
    return call.use.update_api_key(
        call.actor,
        key_id=key_id_of(call),
        name=body.name,
        scopes=None if body.scopes is None else frozenset(body.scopes),
        rate_limit=body.rate_limit,
        expires_at=Expiry.NEVER if body.clears("expires_at") else body.expires_at,
        version=call.version,
    )


def show_key(_: Call[object, NoQuery], known: KnownKey) -> Reply:
    """Show a key without its secret."""
    return versioned(present_key(known), known.key.version)


def revoke_api_key(call: Plain) -> None:
    """End a key."""
    call.use.revoke_api_key(call.actor, key_id=key_id_of(call), version=call.version)


def show_nothing(_: Plain, __: None) -> Reply:
    """Say that it is done."""
    return NOTHING


def rotate_api_key(call: Call[RotationBody, NoQuery]) -> CreatedKey:
    """Give a key a new secret."""
    overlap = timedelta(seconds=call.body.overlap_seconds or 0)
    return call.use.rotate_api_key(call.actor, key_id=key_id_of(call), overlap=overlap, version=call.version)


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="POST", path="/organizations/{org_id}/api-keys", name="create_api_key", tag="API keys",
        summary="Make an API key; the whole key is shown this once",
        access=CreateApiKey.permission, use_case=CreateApiKey, body=ApiKeyBody, query=NoQuery, beside=besides.expiry,
        act=create_api_key, show=show_created, keep=keep_created, answers={201: CreatedKeyAnswer}, refusals=(409,),
        repeating=Repeating.ANSWERED,
    ),
    Route(
        method="GET", path="/organizations/{org_id}/api-keys", name="list_api_keys", tag="API keys",
        summary="The API keys, oldest first, revoked ones too",
        access=ListApiKeys.permission, use_case=ListApiKeys, body=NoBody, query=ListQuery,
        act=list_api_keys, show=show_keys, answers={200: Listed[ApiKeyAnswer]},
    ),
    Route(
        method="GET", path="/organizations/{org_id}/api-keys/{key_id}", name="read_api_key", tag="API keys",
        summary="An API key without its secret",
        access=ReadApiKey.permission, use_case=ReadApiKey, body=NoBody, query=NoQuery,
        act=read_api_key, show=show_key, answers={200: ApiKeyAnswer},
    ),
    Route(
        method="PUT", path="/organizations/{org_id}/api-keys/{key_id}", name="update_api_key", tag="API keys",
        summary="Change a key's name, scopes, rate or end",
        access=UpdateApiKey.permission, use_case=UpdateApiKey, body=ApiKeyChangesBody, query=NoQuery,
        beside=besides.expiry, act=update_api_key, show=show_key,
        answers={200: ApiKeyAnswer}, refusals=(409,), versioned=True,
    ),
    Route(
        method="DELETE", path="/organizations/{org_id}/api-keys/{key_id}", name="revoke_api_key", tag="API keys",
        summary="Revoke a key, for its very next request",
        access=RevokeApiKey.permission, use_case=RevokeApiKey, body=NoBody, query=NoQuery,
        act=revoke_api_key, show=show_nothing, answers={204: None}, refusals=(409,),
        versioned=True,
    ),
    Route(
        method="POST", path="/organizations/{org_id}/api-keys/{key_id}/rotate", name="rotate_api_key",
        tag="API keys", summary="Give a key a new secret; the former one works `overlap_seconds` longer",
        access=RotateApiKey.permission, use_case=RotateApiKey, body=RotationBody, query=NoQuery,
        act=rotate_api_key, show=show_created, keep=keep_created, answers={201: CreatedKeyAnswer},
        refusals=(409,), repeating=Repeating.ANSWERED,
        versioned=True,
    ),
)  # fmt: skip
