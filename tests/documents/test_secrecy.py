import unicodedata

import pytest

from chibo.documents.secrecy import Mark, classification_mark

STAMPED = [
    ("MẬT", Mark.MAT),
    ("  [ MẬT ]  ", Mark.MAT),
    ("*** MẬT ***", Mark.MAT),
    ("M Ậ T", Mark.MAT),
    ("T Ố I M Ậ T", Mark.TOI_MAT),
    ("MẬT – Bản số 01", Mark.MAT),
    ("TỐI MẬT", Mark.TOI_MAT),
    ("Tối mật", Mark.TOI_MAT),
    ("TUYỆT MẬT", Mark.TUYET_MAT),
    ("TUYỆT  MẬT.", Mark.TUYET_MAT),
    ("Số 05-BC/ĐU   TỐI MẬT", Mark.TOI_MAT),
    ("Số 05-BC/ĐU TUYỆT MẬT Bản số 3", Mark.TUYET_MAT),
    ("MẬT\tĐẢNG CỘNG SẢN VIỆT NAM", Mark.MAT),
    ("ĐẢNG BỘ XÃ A   MẬT   ĐẢNG CỘNG SẢN VIỆT NAM", Mark.MAT),
    ("Độ mật: Mật", Mark.MAT),
    ("độ mật : TỐI MẬT", Mark.TOI_MAT),
    ("ĐỘ MẬT:\nTuyệt mật", Mark.TUYET_MAT),
    ("MẬT\nBáo cáo\nTUYỆT MẬT", Mark.TUYET_MAT),
]
INNOCENT = [
    "Bà con nuôi ong lấy mật, giá mật ong 200.000 đồng một lít.",
    "MẬT ONG RỪNG QUAN SƠN",
    "Phổ biến Luật Bảo vệ bí mật nhà nước.",
    "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT",
    "Tài liệu có các độ Mật, Tối mật, Tuyệt mật được quản lý riêng.",
    "CÁC ĐỘ: MẬT, TỐI MẬT, TUYỆT MẬT",
    "XÁC ĐỊNH MẬT, TỐI MẬT VÀ TUYỆT MẬT THEO LUẬT",
    "Mật độ cây trồng 1.600 cây một héc-ta.",
    "Không khí thân mật, cởi mở.",
    "Đồng chí Lò Văn Mật phát biểu: nhất trí.",
    "Lò Văn Mật",
    "Mật",
    "LÒ VĂN MẬT",
    "Mật khẩu do từng đồng chí giữ.",
    "Độ mật: không",
    "Độ mật: ……",
    "Vắng mặt, có mặt, ra mắt, mất mùa.",
    "",
]
STAMPED_NAMES = [
    ("cv_tuyet-mat.docx", Mark.TUYET_MAT),
    ("Công văn tuyệt mật.pdf", Mark.TUYET_MAT),
    ("TOI MAT.docx", Mark.TOI_MAT),
    ("bc.toi.mat.2026.pdf", Mark.TOI_MAT),
    ("công văn mật số 12.docx", Mark.MAT),
    ("cong-van-mat-so-12.docx", Mark.MAT),
    ("cv_mat_2026.pdf", Mark.MAT),
    ("biên bản mật.docx", Mark.MAT),
    ("mau mật.docx", Mark.MAT),
    ("ket-luan-mat-so-3.pdf", Mark.MAT),
    ("CV mat.docx", Mark.MAT),
    ("BÁO CÁO MẬT.docx", Mark.MAT),
    ("bc quy 1 MẬT.docx", Mark.MAT),
    ("ke hoach (mật).docx", Mark.MAT),
    ("[MAT] ke hoach.docx", Mark.MAT),
    ("Mật.pdf", Mark.MAT),
]
INNOCENT_NAMES = [
    "mat-ong-rung.docx",
    "Báo cáo mật ong.docx",
    "mau mat tran.docx",
    "hướng dẫn nuôi ong lấy mật.docx",
    "BÁO CÁO MẬT ONG.docx",
    "bao-cao-mat-tran.docx",
    "ke hoach mat tran to quoc.docx",
    "danh-sach-co-mat.docx",
    "danh sach vang mat.xlsx",
    "le ra mat.docx",
    "Luật bảo vệ bí mật nhà nước.pdf",
    "bi-mat-nha-nuoc.pdf",
    "mật độ dân số.docx",
    "Đơn của Lò Văn Mật.docx",
    "LÒ VĂN MẬT.docx",
    "Lò Thị Tuyết Mật.docx",
    "thu hoach.docx",
    "format.docx",
    "",
]
FORMS = pytest.mark.parametrize("form", ["NFC", "NFD"])


def put(text: str, form: str) -> str:
    return unicodedata.normalize("NFD" if form == "NFD" else "NFC", text)


@FORMS
@pytest.mark.parametrize(("line", "mark"), STAMPED)
def test_a_stamp_is_seen_anywhere_in_a_text(line: str, mark: Mark, form: str) -> None:
    text = f"ĐẢNG BỘ XÃ A\n{line}\nBáo cáo tình hình."

    assert classification_mark("bao-cao.docx", put(text, form)) is mark


@FORMS
@pytest.mark.parametrize("line", INNOCENT)
def test_words_about_other_things_are_no_stamp(line: str, form: str) -> None:
    text = f"ĐẢNG BỘ XÃ A\n{line}\nBáo cáo tình hình."

    assert classification_mark("bao-cao.docx", put(text, form)) is None


@FORMS
@pytest.mark.parametrize(("name", "mark"), STAMPED_NAMES)
def test_a_stamp_is_seen_in_a_name(name: str, mark: Mark, form: str) -> None:
    assert classification_mark(put(name, form), "") is mark


@FORMS
@pytest.mark.parametrize("name", INNOCENT_NAMES)
def test_innocent_names_pass(name: str, form: str) -> None:
    assert classification_mark(put(name, form), "") is None


def test_the_highest_mark_counts() -> None:
    assert classification_mark("cv mat.docx", "TỐI MẬT") is Mark.TOI_MAT
