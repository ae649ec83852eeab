"""Whether something is still as a form showed it when one began to type."""

import json
from hashlib import sha256


def fingerprint(*values: object) -> str:
    """Return a short text that changes when one of some values does.

    A form carries it from the page that showed the values to the action that overwrites them.
    """
    told = json.dumps(values, ensure_ascii=False, default=str)
    return sha256(told.encode()).hexdigest()[:16]
