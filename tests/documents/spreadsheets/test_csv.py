import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.documents.spreadsheets.csv import decode, read_rows
from chibo.documents.spreadsheets.reading import read
from chibo.documents.spreadsheets.workbook import (
    FileTooLarge,
    NotASpreadsheet,
    UnknownEncoding,
    UnreadableFile,
)

TEXT = "STT,Họ và tên,Ghi chú\n1,Nguyễn Đức Thịnh,đi làm ăn xa\n2,Hà Thị Lưu,miễn sinh hoạt\n"
ROWS = [
    ("STT", "Họ và tên", "Ghi chú"),
    ("1", "Nguyễn Đức Thịnh", "đi làm ăn xa"),
    ("2", "Hà Thị Lưu", "miễn sinh hoạt"),
]
# The same in old fonts, as their bytes are.
TCVN3 = "STT,Hä vµ tªn,Ghi chó\n1,NguyÔn §øc ThÞnh,®i lµm ¨n xa\n2,Hµ ThÞ L­u,miÔn sinh ho¹t\n"
VNI = (
    "STT,Hoï vaø teân,Ghi chuù\n1,Nguyeãn Ñöùc Thònh,ñi laøm aên xa\n"
    "2,Haø Thò Löu,mieãn sinh hoaït\n"
)


def windows_1258(text: str) -> bytes:
    """Vietnamese Windows keeps the letter with its shape and writes the tone after it."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(part for part in parts if part in tones)
        rest = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        out.append(rest + tone)
    return "".join(out).encode("cp1258")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TEXT.encode(), id="UTF-8"),
        pytest.param(TEXT.encode("utf-8-sig"), id="UTF-8 with mark"),
        pytest.param(unicodedata.normalize("NFD", TEXT).encode(), id="UTF-8 decomposed"),
        pytest.param(TEXT.encode("utf-16"), id="UTF-16"),
        pytest.param(TEXT.encode("utf-16-le"), id="UTF-16 without mark"),
        pytest.param(TEXT.encode("utf-16-be"), id="UTF-16 of the other order"),
        pytest.param(windows_1258(TEXT), id="Windows-1258"),
        pytest.param(TCVN3.encode("latin-1"), id="TCVN3"),
        pytest.param(VNI.encode("latin-1"), id="VNI"),
        pytest.param(TCVN3.encode(), id="TCVN3 saved as UTF-8"),
        pytest.param(VNI.encode("utf-16"), id="VNI saved as UTF-16"),
        pytest.param(TEXT.replace(",", ";").encode(), id="semicolons"),
        pytest.param(TEXT.replace(",", "\t").encode("utf-16"), id="tabs, as Unicode text"),
        pytest.param(("sep=|\n" + TEXT.replace(",", "|")).encode(), id="a named separator"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="lines of Windows"),
        pytest.param(TEXT.replace("\n", "\r").encode(), id="lines of old Macs"),
    ],
)
def test_one_list_in_the_encodings_that_offices_use(content: bytes) -> None:
    assert list(read(content).chosen(None).rows) == ROWS


def test_text_keeps_its_zeros_and_its_lines() -> None:
    content = 'Thẻ;Ngày\n00123456;"03/02/2010\n03/02/2011"\n86,1%;9.593\n'.encode()

    assert read_rows(content, 100) == [
        ("Thẻ", "Ngày"),
        ("00123456", "03/02/2010\n03/02/2011"),
        ("86,1%", "9.593"),
    ]


def test_commas_in_the_cells_do_not_hide_the_semicolons_between_them() -> None:
    content = "STT;Họ, tên;Nơi, ngày\n1;Lò Văn A;Na Mèo, 5/9\n2;Hà B;Sơn Hà\n".encode()

    assert [len(row) for row in read_rows(content, 100)] == [3, 3, 3]


def test_a_text_in_letters_we_do_not_know_is_refused() -> None:
    with pytest.raises(UnknownEncoding):
        decode("Привет, товарищи, как ваши дела".encode("cp1251"))


def test_binary_content_is_no_text() -> None:
    with pytest.raises(NotASpreadsheet):
        decode(bytes(range(256)))


def test_a_list_without_end_is_refused() -> None:
    with pytest.raises(FileTooLarge):
        read_rows(b"a,b\n" * 100, 150)


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_refused(content: bytes) -> None:
    try:
        rows = read_rows(content, 1000)
    except UnreadableFile:
        return

    assert all(isinstance(cell, str) for row in rows for cell in row)
