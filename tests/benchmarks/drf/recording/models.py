"""The rows that recording usage reads and writes."""

from django.db import models
from organizations.models import Organization
from rest_framework_api_key.models import AbstractAPIKey, BaseAPIKeyManager


class KeysWithOrganization(BaseAPIKeyManager):
    def get_usable_keys(self):
        return super().get_usable_keys().filter(organization__is_active=True)


class OrganizationAPIKey(AbstractAPIKey):
    objects = KeysWithOrganization()

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE)


class Project(models.Model):
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE)
    name = models.CharField(max_length=100)
    archived = models.BooleanField(default=False)


class Quota(models.Model):
    """How much of a meter an organization may use, and has used, in one cycle."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE)
    meter = models.CharField(max_length=20)
    cycle = models.CharField(max_length=7)
    maximum = models.BigIntegerField()
    used = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "meter", "cycle"], name="one_quota")]


class UsageRecord(models.Model):
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE)
    project = models.ForeignKey(Project, on_delete=models.CASCADE)
    record_id = models.CharField(max_length=128)
    meter = models.CharField(max_length=20)
    quantity = models.BigIntegerField()
    metadata = models.JSONField(default=dict)
    timestamp = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "record_id"], name="counted_once")]
