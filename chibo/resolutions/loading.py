"""The themes by which a village's work is shown; a committee may add its own."""

from chibo.resolutions.models import Theme

_THEMES = [
    ("irrigation", "Thủy lợi"),
    ("crops", "Lúa, hoa màu, chăn nuôi"),
    ("forest", "Giữ rừng"),
    ("environment", "Vệ sinh môi trường"),
    ("new_rural", "Nông thôn mới"),
    ("the_poor", "Vì người nghèo"),
    ("security", "An ninh, trật tự"),
    ("education", "Giáo dục, văn hóa"),
    ("party_building", "Xây dựng Đảng"),
    ("office_work", "Công tác chuyên môn"),
]


def load_themes() -> None:
    """Write the themes that are not there yet."""
    Theme.objects.bulk_create(
        [Theme(code=code, name=name, position=place) for place, (code, name) in enumerate(_THEMES)],
        ignore_conflicts=True,
    )
