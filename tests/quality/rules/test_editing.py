from typing import Any

from chibo.quality.rules.checking import check
from chibo.quality.rules.editing import blank, moved, own, renamed, with_part
from chibo.quality.rules.reading import read
from chibo.quality.rules.rewriting import plain
from chibo.quality.shipped import shipped


def sheet() -> dict[str, Any]:
    return {
        "sheet": "s",
        "groups": [
            {"group": "1", "title": "A", "criteria": [{"criterion": "1.1"}, {"criterion": "1.2"}]},
            {"group": "2", "title": "B", "criteria": []},
        ],
    }


def test_a_blank_sheet_can_be_read_and_says_what_it_lacks() -> None:
    found = read(blank(key="tt-1", title='Phiếu "mới"\\', issuer="Đảng ủy: xã"))

    assert (found.sheet.title, found.sheet.issuer) == ("Phiếu 'mới' ", "Đảng ủy: xã")
    assert [one.fault for one in check(found)] == ["last_grade", "no_groups", "points_or_levels"]


def test_a_copy_leaves_behind_whose_the_first_one_was() -> None:
    made = own(plain(shipped()["an-phu-2025"]), key="tt-1", issuer="Đảng ủy xã Phiêng Lót")

    was = plain(shipped()["an-phu-2025"])
    gone = ("number", "signed_on", "since", "unseen")
    for name in gone:
        del was[name]
    was |= {"sheet": "tt-1", "issuer": "Đảng ủy xã Phiêng Lót", "seen": "local"}
    assert made == was


def test_a_part_changes_and_nothing_given_does() -> None:
    data = sheet()

    changed = with_part(data, ("groups", 0, "criteria", 1), {"criterion": "1.9"})

    assert changed["groups"][0]["criteria"] == [{"criterion": "1.1"}, {"criterion": "1.9"}]
    assert data == sheet()


def test_one_place_past_the_end_adds() -> None:
    added = with_part(sheet(), ("groups", 1, "criteria", 0), {"criterion": "2.1"})
    begun = with_part({"sheet": "s"}, ("groups", 0), {"group": "1"})

    assert added["groups"][1]["criteria"] == [{"criterion": "2.1"}]
    assert begun["groups"] == [{"group": "1"}]


def test_nothing_takes_a_part_out_and_a_list_that_is_empty_goes() -> None:
    assert with_part(sheet(), ("groups", 0, "criteria", 0), None)["groups"][0]["criteria"] == [
        {"criterion": "1.2"}
    ]
    assert with_part({"sheet": "s", "gates": [{}]}, ("gates",), []) == {"sheet": "s"}
    assert with_part({"sheet": "s", "groups": [{}]}, ("groups", 0), None) == {"sheet": "s"}


def test_a_part_moves_and_stays_at_the_end() -> None:
    assert [one["group"] for one in moved(sheet(), ("groups", 0), 1)["groups"]] == ["2", "1"]
    assert moved(sheet(), ("groups", 0), -1) == sheet()
    assert moved(sheet(), ("groups", 1), 1) == sheet()


def test_all_that_names_a_criterion_follows_its_new_number() -> None:
    data = plain(shipped()["an-phu-2025"])
    data["gates"] = [{"grade": "Tốt", "otherwise": "Khá", "full": ["1", "4.5"]}]
    data["roll_up"] = [{"period": "year", "gates": [{"full": ["4.5"]}]}]
    data["settled"] = [{"criterion": "4.3", "otherwise": "redistribute", "to": "4.5"}]
    data["groups"][0]["criteria"][0]["applies"] = {"measure": "with_theme", "to": "4.5"}

    found = renamed(data, "4.5", "4.9")

    assert found["gates"][0]["full"] == ["1", "4.9"]
    assert found["roll_up"][0]["gates"][0]["full"] == ["4.9"]
    assert found["settled"][0] == {"criterion": "4.3", "otherwise": "redistribute", "to": "4.9"}
    assert found["groups"][0]["criteria"][0]["applies"]["to"] == "4.9"
    assert data["gates"][0]["full"] == ["1", "4.5"]
