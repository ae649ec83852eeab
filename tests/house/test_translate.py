"""The tool that keeps translations complete finds every message and every fault."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.template import Engine

from tools import catalogues, messages

ENGINE = Engine(builtins=["django.templatetags.i18n"])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param('{% translate "Send" %}', [("Send", None)], id="translate"),
        pytest.param(
            '{% translate "May" context "month" %}', [("May", "month")], id="translate in context"
        ),
        pytest.param(
            '{% translate "100% done" %}', [("100%% done", None)], id="a percent sign is doubled"
        ),
        pytest.param("{% translate word %}", [], id="a variable is no message"),
        pytest.param(
            "{% blocktranslate trimmed with n=x|upper %}\n  Item {{ n }}\n  of all.\n"
            "{% endblocktranslate %}",
            [("Item %(n)s of all.", None)],
            id="blocktranslate trimmed",
        ),
        pytest.param(
            '{% blocktranslate count n=x context "c" %}a cell{% plural %}{{ n }} cells'
            "{% endblocktranslate %}",
            [(("a cell", "%(n)s cells"), "c")],
            id="blocktranslate with a plural and a context",
        ),
        pytest.param(
            '{% for x in y %}{% if x %}{% translate "Deep" %}{% else %}{% translate "Else" %}'
            '{% endif %}{% empty %}{% translate "None" %}{% endfor %}',
            [("Deep", None), ("Else", None), ("None", None)],
            id="nested",
        ),
        pytest.param(
            '{% block a %}{% with t=_("Title") %}{{ x|default:_("nobody") }}'
            '{% if x == _("Equal") %}{% endif %}{% endwith %}{% endblock %}{{ _("Plain") }}',
            [("Equal", None), ("Plain", None), ("Title", None), ("nobody", None)],
            id="underscores wherever a value may stand",
        ),
    ],
)
def test_messages_of_a_template(source: str, expected: list[tuple[object, str | None]]) -> None:
    found = Catalog()

    messages.add_from_template(found, source, ENGINE)

    assert sorted(_ids(found), key=str) == sorted(expected, key=str)


def test_messages_of_a_python_file(tmp_path: Path) -> None:
    file = tmp_path / "views.py"
    file.write_text(
        "a = _('Plain')\n"
        "# Translators: a month\n"
        "b = pgettext_lazy('month', 'May')\n"
        "c = ngettext('%(n)s cell', '%(n)s cells', n)\n"
        "d = gettext_noop('Later')\n"
        "e = print('Not marked')\n"
    )
    found = Catalog()

    messages.add_from_python(found, file)

    assert _ids(found) == [
        ("Plain", None),
        ("May", "month"),
        (("%(n)s cell", "%(n)s cells"), None),
        ("Later", None),
    ]
    may = found.get("May", "month")
    assert may is not None
    assert may.auto_comments == ["Translators: a month"]


@pytest.mark.parametrize(
    ("english", "vietnamese", "flags", "faults"),
    [
        pytest.param("Send", "Gửi", [], [], id="translated"),
        pytest.param("Send", "", [], ["missing: 'Send'"], id="missing"),
        pytest.param("Send", "Gửi", ["fuzzy"], ["fuzzy: 'Send'"], id="fuzzy"),
        pytest.param(
            "Item %(n)s", "Mục", [], ["placeholders differ: 'Item %(n)s'"], id="one is lost"
        ),
        pytest.param(
            "Item {n}", "Mục {m}", [], ["placeholders differ: 'Item {n}'"], id="one is renamed"
        ),
        pytest.param("50%% of %(n)s", "50%% của %(n)s", [], [], id="a doubled percent is none"),
        pytest.param(("a cell", "%(n)s cells"), ("%(n)s chi bộ",), [], [], id="one plural form"),
    ],
)
def test_faults_of_one_message(
    english: str | tuple[str, str],
    vietnamese: str | tuple[str, ...],
    flags: list[str],
    faults: list[str],
) -> None:
    found = Catalog()
    found.add(english)
    catalogue = Catalog(locale="vi")
    catalogue.add(english, vietnamese, flags=flags)

    assert catalogues.faults(catalogue, found) == faults


def test_what_no_source_uses_is_obsolete_and_comes_back_translated() -> None:
    catalogue = Catalog(locale="vi")
    catalogue.add("Send", "Gửi")
    used = Catalog()
    used.add("Send")

    catalogues.merge(catalogue, Catalog())

    assert catalogues.faults(catalogue, Catalog()) == ["obsolete: 'Send'"]

    catalogues.merge(catalogue, used)

    assert catalogues.faults(catalogue, used) == []


def test_a_catalogue_is_written_sorted_and_without_a_date(tmp_path: Path) -> None:
    file = tmp_path / "vi/LC_MESSAGES/django.po"
    file.parent.mkdir(parents=True)
    catalogue = Catalog(locale="vi")
    catalogue.add("Send", "Gửi")
    catalogue.add("Add", "Thêm")

    catalogues.write(file, catalogue)

    assert file.read_text() == (
        'msgid ""\nmsgstr ""\n"Language: vi\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
        'msgid "Add"\nmsgstr "Thêm"\n\nmsgid "Send"\nmsgstr "Gửi"\n'
    )
    assert [entry.name for entry in file.parent.iterdir()] == ["django.po"]
    written = file.read_text()

    catalogues.write(file, catalogues.read(file))

    assert file.read_text() == written


def test_translations_are_taken_only_for_messages_we_have() -> None:
    catalogue = Catalog(locale="vi")
    catalogue.add("Send")
    other = Catalog(locale="vi")
    other.add("Send", "Gửi")
    other.add("Strange", "Lạ")

    catalogues.take(catalogue, other)

    assert [(message.id, message.string) for message in catalogue if message.id] == [
        ("Send", "Gửi")
    ]


def test_english_needs_only_what_has_a_plural() -> None:
    found = Catalog()
    found.add("Send")
    found.add(("a cell", "%(n)s cells"))
    catalogue = Catalog(locale="en")

    catalogues.merge(catalogue, catalogues.only_plurals(found))

    assert [(message.id, message.string) for message in catalogue if message.id] == [
        (("a cell", "%(n)s cells"), ("a cell", "%(n)s cells"))
    ]


def _ids(found: Catalog) -> list[tuple[object, str | None]]:
    return [(message.id, message.context) for message in found if message.id]
