"""Devices that carry a copy of a cell."""

import uuid
from datetime import datetime

from django.db import transaction

from chibo.audit.log import record
from chibo.base.text import nfc
from chibo.people.models import Account
from chibo.room.models import Device
from chibo.units.models import Unit


class TakenKey(Exception):
    """The key names a device of somebody else, or one that carries another cell."""


def add_device(
    *,
    key: uuid.UUID,
    account: Account,
    cell: Unit,
    name: str,
    days_kept: int,
    by: str,
    at: datetime,
) -> Device:
    """Let a device carry a cell; asked a second time it is the same device.

    key: made on the device. days_kept: 1..365, after which a copy that hears nothing erases itself.

    Raises TakenKey; then nothing has changed.
    """
    with transaction.atomic(durable=True):
        device, created = Device.objects.get_or_create(
            pk=key,
            defaults={
                "account": account,
                "cell": cell,
                "name": nfc(name)[:60],
                "added_at": at,
                "seen_at": at,
                "days_kept": min(max(days_kept, 1), 365),
            },
        )
        if device.account_id != account.pk or device.cell_id != cell.pk:
            raise TakenKey
        if created:
            record("device.added", device, by=by, at=at, unit_code=cell.code)
    return device


def revoke_device(*, key: uuid.UUID, by: str, at: datetime) -> Device:
    """Take a device's right to the cell away; it erases its copy when it next hears of it.

    A second time changes nothing.
    """
    with transaction.atomic(durable=True):
        device = Device.objects.select_for_update(of=("self",)).select_related("cell").get(pk=key)
        if device.revoked_at is None:
            device.revoked_at = at
            device.save(update_fields=["revoked_at"])
            record("device.revoked", device, by=by, at=at, unit_code=device.cell.code)
    return device
