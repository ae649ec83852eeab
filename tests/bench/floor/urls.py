"""The pages of the yardstick."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from chibo.book.models import MonthlyFacts
from chibo.meetings.models import Meeting
from chibo.units.models import Unit


def page(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """A meeting, eight rows of its agenda, twenty-one of its roll."""
    meeting = Meeting.objects.get(pk=meeting_id)
    context = {
        "meeting": meeting,
        "items": list(meeting.items.order_by("position", "pk")[:8]),
        "roll": list(meeting.roll.select_related("person").order_by("pk")[:21]),
    }
    return render(request, "floor.html", context)


def board(request: HttpRequest, size: int) -> HttpResponse:
    """All cells with their months in a plain table, filled up to so many bytes."""
    cells: dict[int, tuple[str, list[object]]] = {
        cell.pk: (cell.code, []) for cell in Unit.objects.filter(kind__is_cell=True)
    }
    facts = MonthlyFacts.objects.filter(cell__in=cells).order_by("month", "pk")
    for cell, *month in facts.values_list(
        "cell", "regular_met", "regular_on_time", "attended", "must_attend"
    ):
        cells[cell][1].append(month)
    response = render(request, "floor_board.html", {"rows": list(cells.values())})
    response.content += b" " * max(size - len(response.content), 0)
    return response


urlpatterns = [path("<uuid:meeting_id>/", page), path("board/<int:size>/", board)]
