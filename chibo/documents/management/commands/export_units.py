"""`chibo export-units FILE`: write a list of units that the import reads back."""

from chibo.documents.importing.command import ExportCommand
from chibo.documents.importing.kinds import UNITS


class Command(ExportCommand):
    help = "Write a list of units that the import reads back."
    kind = UNITS
