"""Make the baseline's database in the current directory, and print what a client needs as JSON."""

import json
import time

import django
from django.core.management import call_command

django.setup()
call_command("migrate", verbosity=0)

from organizations.models import Organization  # noqa: E402
from recording.models import OrganizationAPIKey, Project, Quota  # noqa: E402

acme = Organization.objects.create(name="Acme", slug="acme")
_, key = OrganizationAPIKey.objects.create_key(name="meter", organization=acme)
website = Project.objects.create(organization=acme, name="Website")
cycle = time.strftime("%Y-%m", time.gmtime())
Quota.objects.create(organization=acme, meter="api_call", cycle=cycle, maximum=1_000_000_000)
print(json.dumps({"org_id": str(acme.pk), "project_id": website.pk, "key": key}))
