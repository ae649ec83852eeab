"""The room of the book, as Django starts it."""

from django.apps import AppConfig


class BookConfig(AppConfig):
    """Keeps how far each meeting is on its way, as the actions tell it."""

    name = "chibo.book"

    def ready(self) -> None:
        """Ask to be told."""
        # Models are there only now.
        from chibo.book.stages import write_stage  # noqa: PLC0415
        from chibo.meetings.steps import tell  # noqa: PLC0415

        tell(write_stage)
