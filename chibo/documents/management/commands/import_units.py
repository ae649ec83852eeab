"""`chibo import-units FILE`: bring in a list of units."""

from chibo.documents.importing.command import ImportCommand
from chibo.documents.importing.kinds import UNITS


class Command(ImportCommand):
    help = "Bring in a list of units: all of it or nothing, and twice is once."
    kind = UNITS
    unit_option = "parent"
    unit_help = "code of the unit above those whose row names none"
