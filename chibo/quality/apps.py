"""The room of scores, as Django starts it."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Adds the cell's own score to closing, to the record, and to the offline room."""

    name = "chibo.quality"

    def ready(self) -> None:
        """Say how the score's part of a record is made, its step of closing, and its part of the room."""
        # Models are there only now.
        from chibo.book.parts import add_part  # noqa: PLC0415
        from chibo.quality import in_room  # noqa: PLC0415
        from chibo.quality.closing import scoring_step  # noqa: PLC0415
        from chibo.quality.part import assessment_part  # noqa: PLC0415
        from chibo.room import parts, steps  # noqa: PLC0415

        add_part(assessment_part)
        steps.add_step(scoring_step)
        parts.add_part(in_room.PART)
