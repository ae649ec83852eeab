"""A refusal says what cannot be, and leads to where it is mended."""

from django import forms

from chibo.base.refusals import Refusal, Way, point_out, tell


class _Asked(forms.Form):
    who = forms.CharField()
    what = forms.CharField()


def test_a_refusal_is_its_sentence_and_its_links_and_escapes_both() -> None:
    refusal = Refusal("<Ngoan> is not present.", (Way("Roll & seats", "/room/?a=1&b=2#roll"),))

    assert str(refusal) == (
        "&lt;Ngoan&gt; is not present."
        ' <a class="way" href="/room/?a=1&amp;b=2#roll">Roll &amp; seats</a>'
    )


def test_it_stands_beside_the_first_of_its_fields_that_the_form_has() -> None:
    form = _Asked({"who": "Ngoan", "what": "đo mương"})

    tell(form, Refusal("Nobody does it.", fields=("owner", "what", "who")))

    assert form.errors == {"what": ["Nobody does it."]}
    assert "autofocus" in str(form["what"])
    assert "autofocus" not in str(form["who"])


def test_it_stands_above_a_form_that_has_none_of_them() -> None:
    form = _Asked({"who": "Ngoan", "what": "đo mương"})

    tell(form, Refusal("Closed.", fields=("owner",)))

    assert form.non_field_errors() == ["Closed."]
    assert "autofocus" not in str(form)


def test_the_page_opens_at_the_first_wrong_field() -> None:
    form = _Asked({"who": "Ngoan"})

    point_out(form)

    assert "autofocus" in str(form["what"])
