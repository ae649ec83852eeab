"""Mark the kinds whose units stand above grassroots organisations."""

from typing import Any

from django.db import migrations
from django.db.models import Min


def mark(apps: Any, schema_editor: Any) -> None:
    """A kind higher than every grassroots one is above them; twice is once."""
    kinds = apps.get_model("units", "UnitKind").objects.using(schema_editor.connection.alias)
    top = kinds.filter(is_grassroots=True).aggregate(level=Min("level"))["level"]
    if top is not None:
        above = kinds.filter(is_cell=False, is_grassroots=False, level__lt=top)
        above.update(is_above_grassroots=True)


class Migration(migrations.Migration):
    dependencies = [("units", "0002_kind_above_grassroots")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop, elidable=True)]
