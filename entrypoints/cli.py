"""The command line `tenantry`, which operators and machines use beside the HTTP API."""

import click

from entrypoints.create_table import create_table
from entrypoints.extend_trial import extend_trial
from entrypoints.import_log.command import import_log
from entrypoints.reconcile import reconcile
from entrypoints.set_up_stripe import set_up_stripe


@click.group()
@click.version_option(package_name="tenantry")
def main() -> None:
    """Tenantry, the back office of a multi-tenant SaaS."""


main.add_command(create_table)
main.add_command(extend_trial)
main.add_command(import_log)
main.add_command(reconcile)
main.add_command(set_up_stripe)


if __name__ == "__main__":
    main()
