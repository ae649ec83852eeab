"""`chibo export-members FILE`: write a list of members that the import reads back."""

from chibo.documents.importing.command import ExportCommand
from chibo.documents.importing.kinds import MEMBERS


class Command(ExportCommand):
    help = "Write a list of members that the import reads back."
    kind = MEMBERS
