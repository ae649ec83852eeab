"""`chibo import-members FILE`: bring in a list of members."""

from chibo.documents.importing.command import ImportCommand
from chibo.documents.importing.kinds import MEMBERS


class Command(ImportCommand):
    help = "Bring in a list of members: all of it or nothing, and twice is once."
    kind = MEMBERS
    unit_option = "cell"
    unit_help = "code of the cell of rows that name none"
