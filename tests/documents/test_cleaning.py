import unicodedata

import pytest

from chibo.documents.cleaning import clean


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(unicodedata.normalize("NFD", "bản Máy"), "bản Máy", id="marks apart"),
        pytest.param("a\tb  c", "a b c", id="white space"),
        pytest.param("a\r\n\r\n b \n", "a\nb", id="blank lines go"),
        pytest.param("a\x00\x07b", "ab", id="control characters"),
        pytest.param("a\u202eb\u200bc\ufeff", "abc", id="invisible ones"),
        pytest.param("a\ud800b\ufffe\ue000", "ab", id="no characters at all"),
        pytest.param("{{ a }} {% b %} # $ \\ < &", "{{ a }} {% b %} # $ \\ < &", id="marks stay"),
        pytest.param("Chào 👋 中文", "Chào 👋 中文", id="other scripts stay"),
    ],
)
def test_text_is_one_form_and_visible(text: str, expected: str) -> None:
    assert clean(text) == expected
