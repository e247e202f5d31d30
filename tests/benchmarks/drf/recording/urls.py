"""The one route of the baseline."""

from django.urls import path

from recording.views import ResourcesView

urlpatterns = [path("organizations/<int:org_id>/resources", ResourcesView.as_view())]
