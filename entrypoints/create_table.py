"""`tenantry create-table`: makes the DynamoDB table, or says how the one that is there differs."""

import click

from entrypoints.container.table import prepared
from entrypoints.settings import Settings, WrongSetting


@click.command("create-table")
def create_table() -> None:
    """Make the table DYNAMODB_TABLE, with its indexes and its time to live, where there is none yet.

    May be run again. A table of another shape is left as it is, and its differences are told. DYNAMODB_ENDPOINT and
    the credentials of the environment say where; a deployment turns on backups and encryption of its own.
    """
    try:
        settings = Settings.read()
        made = prepared(settings)
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(f"{settings.dynamodb_table}: {'made' if made else 'there already, and as it should be'}")
