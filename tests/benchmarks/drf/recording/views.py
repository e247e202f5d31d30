"""Recording one usage record: key, throttle, validation, quota, insert."""

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import F
from django.shortcuts import get_object_or_404
from rest_framework import serializers, status
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView
from rest_framework_api_key.permissions import BaseHasAPIKey

from recording.models import OrganizationAPIKey, Project, Quota, UsageRecord


class PlanLimitExceeded(APIException):
    status_code = status.HTTP_402_PAYMENT_REQUIRED
    default_detail = "The plan's limit is reached."


class HasOrganizationKey(BaseHasAPIKey):
    model = OrganizationAPIKey

    def has_permission(self, request, view):
        """A usable key of the organization in the path. The key is kept for what comes after."""
        sent = self.get_key(request)
        if not sent:
            return False
        try:
            key = OrganizationAPIKey.objects.get_from_key(sent)
        except OrganizationAPIKey.DoesNotExist:
            return False
        request.api_key = key
        return not key.has_expired and key.organization_id == view.kwargs["org_id"]


class PerKeyThrottle(BaseThrottle):
    """A fixed window of an hour for each key, in the process's cache."""

    limit = 10_000_000

    def allow_request(self, request, view):
        name = f"throttle:{request.api_key.prefix}"
        cache.add(name, 0, timeout=3600)
        return cache.incr(name) <= self.limit


class RecordSerializer(serializers.Serializer):
    project_id = serializers.IntegerField()
    type = serializers.ChoiceField(choices=["api_call", "compute", "bandwidth", "storage"])
    quantity = serializers.IntegerField(min_value=0)
    metadata = serializers.DictField(required=False, default=dict)
    record_id = serializers.CharField(max_length=128)
    timestamp = serializers.DateTimeField()


class ResourcesView(APIView):
    permission_classes = [HasOrganizationKey]
    throttle_classes = [PerKeyThrottle]

    def post(self, request, org_id):
        serializer = RecordSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        asked = serializer.validated_data
        project = get_object_or_404(Project, pk=asked["project_id"], organization_id=org_id, archived=False)
        cycle = asked["timestamp"].strftime("%Y-%m")
        quota = get_object_or_404(Quota, organization_id=org_id, meter=asked["type"], cycle=cycle)
        try:
            record = self._count(quota, project, asked)
        except IntegrityError:
            known = UsageRecord.objects.get(organization_id=org_id, record_id=asked["record_id"])
            return Response(_shown(known, quota), status=status.HTTP_200_OK)
        return Response(_shown(record, quota), status=status.HTTP_201_CREATED)

    @transaction.atomic
    def _count(self, quota, project, asked):
        within = Quota.objects.filter(pk=quota.pk, used__lte=F("maximum") - asked["quantity"])
        if not within.update(used=F("used") + asked["quantity"]):
            raise PlanLimitExceeded
        return UsageRecord.objects.create(
            organization_id=quota.organization_id,
            project=project,
            record_id=asked["record_id"],
            meter=asked["type"],
            quantity=asked["quantity"],
            metadata=asked["metadata"],
            timestamp=asked["timestamp"],
        )


def _shown(record, quota):
    return {
        "resource_id": f"rec_{record.pk}",
        "record_id": record.record_id,
        "project_id": record.project_id,
        "type": record.meter,
        "quantity": record.quantity,
        "unit": "calls",
        "timestamp": record.timestamp,
        "billing_cycle": quota.cycle,
        "limit": {"meter": quota.meter, "max": quota.maximum},
    }
