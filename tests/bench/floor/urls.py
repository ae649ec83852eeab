"""The one page of the yardstick."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from chibo.meetings.models import Meeting


def page(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """A meeting, eight rows of its agenda, twenty-one of its roll."""
    meeting = Meeting.objects.get(pk=meeting_id)
    context = {
        "meeting": meeting,
        "items": list(meeting.items.order_by("position", "pk")[:8]),
        "roll": list(meeting.roll.select_related("person").order_by("pk")[:21]),
    }
    return render(request, "floor.html", context)


urlpatterns = [path("<uuid:meeting_id>/", page)]
