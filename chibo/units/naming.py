"""What papers call those who lead an organisation.

In Vietnamese in every language: papers and book have no other.
"""


def committee_name(full_name: str) -> str:
    """Return the committee of an organisation: "Đảng ủy xã Trung Thượng" of the Đảng bộ."""
    return full_name.replace("Đảng bộ", "Đảng ủy", 1)


def office_name(full_name: str) -> str:
    """Return the office of that committee: "Văn phòng Đảng ủy xã Trung Thượng"."""
    return f"Văn phòng {committee_name(full_name)}"
