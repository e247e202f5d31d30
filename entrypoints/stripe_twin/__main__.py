"""The twin as a program of its own, by the machine's clock: `python -m entrypoints.stripe_twin`."""

from threading import Event

import click

from entrypoints.container.given import clock_of
from entrypoints.settings import Settings
from entrypoints.stripe_twin.server import served
from entrypoints.stripe_twin.twin import StripeTwin


@click.command(help="Serve a Stripe of one account, in memory, on 127.0.0.1.")
@click.option("--port", default=12111, show_default=True, help="Where it listens; 0 takes any free port.")
@click.option("--webhook", default=None, help="The URL that events are posted to.")
@click.option("--webhook-secret", default="whsec_twin", show_default=True, help="What signs the events.")
@click.option("--secret-key", default="sk_test_twin", show_default=True, help="The key that requests must bring.")
def main(port: int, webhook: str | None, webhook_secret: str, secret_key: str) -> None:
    now = clock_of(Settings.read()).now
    twin = StripeTwin(
        now, secret_key=secret_key, webhook_secret=webhook_secret, webhook_url=webhook, seed=now().isoformat()
    )
    with served(twin, port, tick=True) as url:
        click.echo(f"Stripe's twin listens on {url} with the key {secret_key}; Ctrl-C ends it.")
        try:
            Event().wait()
        except KeyboardInterrupt:
            click.echo("Bye.")


if __name__ == "__main__":
    main()
