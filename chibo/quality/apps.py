"""The room of scores, as Django starts it."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Adds the cell's own score to the record of its meeting, and scores to monthly facts."""

    name = "chibo.quality"

    def ready(self) -> None:
        """Say how the score's part of a record is made, and where a month's scores are."""
        # Models are there only now.
        from chibo.book.parts import add_part  # noqa: PLC0415
        from chibo.book.scores import add_scores  # noqa: PLC0415
        from chibo.quality.part import assessment_part  # noqa: PLC0415
        from chibo.quality.queries.scores import scores_for_facts  # noqa: PLC0415

        add_part(assessment_part)
        add_scores(scores_for_facts)
