import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.documents.spreadsheets.legacy import Legacy, convert, credibility, to_unicode


@pytest.mark.parametrize(
    ("tcvn3", "vni", "unicode"),
    [
        ("NguyÔn V¨n H¶i", "Nguyeãn Vaên Haûi", "Nguyễn Văn Hải"),
        ("Ph¹m ThÞ Lª", "Phaïm Thò Leâ", "Phạm Thị Lê"),
        ("§¶ng bé x· Trung Th­îng", "Ñaûng boä xaõ Trung Thöôïng", "Đảng bộ xã Trung Thượng"),
        ("ngµy chÝnh thøc", "ngaøy chính thöùc", "ngày chính thức"),
        ("Chøc vô: bÝ th­", "Chöùc vuï: bí thö", "Chức vụ: bí thư"),
        ("ghi chó (miÔn)", "ghi chuù (mieãn)", "ghi chú (miễn)"),
        ("Quúnh, Thuû, Hoµ", "Quyønh, Thuûy, Hoaø", None),
        ("kú, ký, kû, kü, kþ", "kyø, kyù, kyû, kyõ, kî", "kỳ, ký, kỷ, kỹ, kỵ"),
    ],
)
def test_old_fonts_read_as_vietnamese(tcvn3: str, vni: str, unicode: str | None) -> None:
    if unicode is None:
        assert convert(tcvn3, Legacy.TCVN3) == "Quỳnh, Thuỷ, Hoà"
        assert convert(vni, Legacy.VNI) == "Quỳnh, Thủy, Hoà"
    else:
        assert convert(tcvn3, Legacy.TCVN3) == unicode
        assert convert(vni, Legacy.VNI) == unicode


def test_capitals_of_a_font_of_capitals_stay_capitals() -> None:
    assert convert("NGUYÔN THÞ LUYÕN", Legacy.TCVN3) == "NGUYỄN THỊ LUYẾN"
    assert convert("NGUYEÃN ÑÖÙC", Legacy.VNI) == "NGUYỄN ĐỨC"


def test_a_word_that_could_be_both_follows_its_column() -> None:
    rows = [("Chi bé b¶n M¸y", "Hà Thị Bé"), ("bé", "bé"), ("x· Na MÌo", "Lò Văn Bé, đã nghỉ")]

    assert to_unicode(rows) == [
        ("Chi bộ bản Máy", "Hà Thị Bé"),
        ("bộ", "bé"),
        ("xã Na Mèo", "Lò Văn Bé, đã nghỉ"),
    ]


@pytest.mark.parametrize("text", ["Müller", "10 m²", "25°C", "Hoà", "Bé", "café ở Krông Nô"])
def test_what_is_not_in_an_old_font_is_left_alone(text: str) -> None:
    assert to_unicode([(text, "Nguyễn Văn Ất", 5)]) == [(text, "Nguyễn Văn Ất", 5)]


def test_syllables_that_cannot_be_are_told() -> None:
    assert credibility("Nguyễn Thượng Luyến, khuỷu, nghiêng, Đắk, quạnh, ngoéo") == 1
    assert credibility("Nguyeãn, Traàn, NguyÔn, §¶ng") == 0


@given(st.text(alphabet=st.characters(max_codepoint=0xFF)))
def test_no_text_breaks_it_and_what_comes_out_is_nfc(text: str) -> None:
    for kind in Legacy:
        converted = convert(text, kind)

        assert unicodedata.normalize("NFC", converted) == converted
