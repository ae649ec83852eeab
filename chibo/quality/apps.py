"""The room of scores, as Django starts it."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Adds the cell's own score to closing, to the record, to monthly facts and to the room."""

    name = "chibo.quality"

    def ready(self) -> None:
        """Say what this room adds where others ask."""
        # Models are there only now.
        from chibo.book.parts import add_part  # noqa: PLC0415
        from chibo.book.scores import add_scores  # noqa: PLC0415
        from chibo.quality import in_room  # noqa: PLC0415
        from chibo.quality.closing import scoring_step  # noqa: PLC0415
        from chibo.quality.part import assessment_part  # noqa: PLC0415
        from chibo.quality.queries.scores import scores_for_facts  # noqa: PLC0415
        from chibo.room import parts, steps  # noqa: PLC0415

        add_part(assessment_part)
        add_scores(scores_for_facts)
        steps.add_step(scoring_step)
        parts.add_part(in_room.PART)
