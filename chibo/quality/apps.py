"""The room of scores, as Django starts it."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Adds the cell's own score to the closing of its meeting, and to the record."""

    name = "chibo.quality"

    def ready(self) -> None:
        """Say how the score's part of a record and its step of closing are made."""
        # Models are there only now.
        from chibo.book.parts import add_part  # noqa: PLC0415
        from chibo.quality.closing import scoring_step  # noqa: PLC0415
        from chibo.quality.part import assessment_part  # noqa: PLC0415
        from chibo.room.steps import add_step  # noqa: PLC0415

        add_part(assessment_part)
        add_step(scoring_step)
