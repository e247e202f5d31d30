"""Playing a life with the post as it comes, and how it all stands in the end."""

from datetime import timedelta
from functools import cache
from typing import Final

from tests.billing.audit import amiss, invoices, is_there, subscriptions
from tests.billing.lives import Life, moment
from tests.billing.post import Fate, Post, at_once
from tests.billing.world import World, in_memory_world

STEP: Final = timedelta(hours=5)
"""So often somebody looks whether there is work: at all hours of the day in turn."""


def played(life: Life, fate: Fate, world: World | None = None) -> World:
    """Play a life to its end."""
    world = in_memory_world() if world is None else world
    post = Post(world, fate)
    steps = list(life.timed)
    while world.now < moment(life.end):
        moments = [world.now + max(STEP, world.stride), moment(life.end), *(at for at, _ in steps[:1])]
        moments += [post.next] if post.next is not None else []
        world.clock.set(max(world.now, min(moments)))
        while steps and steps[0][0] <= world.now:
            steps.pop(0)[1](world)
        post.collect()
        post.bring()
        world.usual.run()
    return world


@cache
def reference(life: Life) -> tuple[str, ...]:
    """Return how it stands in the end when every notice has come at once, and once."""
    return standing(played(life, at_once))


def standing(world: World) -> tuple[str, ...]:
    """Return everything that must not depend on the post, and everything that is amiss.

    Invoices over nothing are left out: not all providers make them.
    """
    return (*_provider(world), *_ours(world), *(f"amiss: {breach}" for breach in amiss(world)))


def _provider(world: World) -> list[str]:
    told = [
        f"invoice {one.created_at:%m-%d}, {one.status}, {sorted(line.amount_cents for line in one.lines)}, "
        f"paid {one.paid_cents} of {one.due_cents}"
        for one in invoices(world)
        if one.lines
    ]
    return [*told, *(f"{one.plan} since {one.started_at}: {one.status}" for one in subscriptions(world))]


def _ours(world: World) -> list[str]:
    if not is_there(world):
        return ["erased"]
    workspace = world.open()
    organization, account = workspace.organization, workspace.billing.account()
    plan, pending = organization.plan(world.now), organization.plans.pending(world.now)
    known = account.subscription
    copies = [copy for copy in workspace.billing.invoices(None, 100).items if copy.lines]
    return [
        f"{organization.status}, {organization.billing}",
        f"on {plan.id} v{plan.version}, trial {plan.trial}, then {pending and (pending.at, pending.plan.id)}",
        f"knows {known and (known.plan, known.status, known.next_plan, known.ends_at)}",
        f"trial used {account.trial_used}, under way {account.operation}, to review {account.review}",
        f"told all: {account.aligned == organization.plans.revision}, looks again: {account.next_look is not None}",
        *(
            f"copy {one.created_at:%m-%d}, {one.status}, {one.paid_cents} of {one.total_cents}"
            for one in copies
            if one.lines
        ),
    ]
