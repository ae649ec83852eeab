"""The room of supervision, as Django starts it."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Says where officials sat in, and brings answers from above onto agendas."""

    name = "chibo.supervision"

    def ready(self) -> None:
        """Say what this room adds where others ask."""
        # Models are there only now.
        from chibo.book.visits import add_visits  # noqa: PLC0415
        from chibo.quality.noted import add_noted  # noqa: PLC0415
        from chibo.quality.presence import add_presence  # noqa: PLC0415
        from chibo.resolutions.carried import add_carrier  # noqa: PLC0415
        from chibo.supervision.carrying import answers_to_tell  # noqa: PLC0415
        from chibo.supervision.queries import rosters, visits  # noqa: PLC0415

        add_visits(visits.visits_done)
        add_visits(rosters.visits_due)
        add_presence(visits.sat_in)
        add_noted(visits.noted_marks)
        add_carrier(answers_to_tell)
