"""Bad input is answered in short and with the cure: ten problems at most, near misses, repeats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework_compare import (
    Catalogue,
    Requirement,
    RequirementError,
    from_query,
    parse_requirement,
)
from framework_compare.__main__ import main
from framework_compare.errors import MOST_PROBLEMS, Problem, shown
from framework_compare.present.problems import problem_in_words
from framework_compare.requirement import answers
from framework_compare.requirement.files import items_of
from framework_compare.requirement.model import LIST_FIELDS, LONGEST_FILE, most_items, words_of
from framework_compare.requirement.near_misses import near_miss
from framework_compare.requirement.parsing import parse_json
from tests.decisions.reading import read_cases

FIELDS = tuple(Requirement.model_fields)
ENOUGH = 20_000
"""Bytes of an answer to anything."""
EMOJI = "😀" * 100
FAMILY = {"accepted": ["flask"], "chosen": ["flask"]}

# These are the names that Google, Meta, Microsoft, TikTok, X, LinkedIn, Instagram, Yandex,
# Mailchimp, HubSpot, Marketo, Matomo, Adobe, affiliate networks and sign-in redirects put into
# links, and Streamlit's own.
TRACKING = """
utm_source utm_medium utm_campaign utm_term utm_content utm_id utm_name utm_source_platform utm_creative_format
utm_marketing_tactic gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid _ga _gl _gac authuser fbclid
fb_action_ids fb_source fb_ref msclkid ttclid twclid li_fat_id igshid igsh yclid ysclid _openstat mc_cid mc_eid _hsenc
_hsmi __hstc __hssc __hsfp hsCtaTracking mkt_tok vero_id vero_conv oly_enc_id oly_anon_id wickedid pk_campaign pk_kwd
pk_source mtm_campaign mtm_kwd piwik_campaign s_cid s_kwcid ef_id icid cmpid cid ncid campaign source medium affiliate
aff irclickid cjevent epik sscid rb_clickid trk trkCampaign spm scm si ref ref_src ref_url referrer referer share via
lang locale hl theme v t q id page tab session token code state nonce scope prompt embed embed_options
matchtype network device adgroupid keyword placement creative position
""".split()  # noqa: SIM905  # a hundred names read better so


def problems(raw: object, where: str = "f.json") -> tuple[Problem, ...]:
    with pytest.raises(RequirementError) as caught:
        parse_requirement(raw, where)
    return caught.value.problems


def said(raw: object) -> list[str]:
    return [str(problem) for problem in problems(raw)]


LARGE: dict[str, Any] = {
    "bad items": {"needs": [0] * 50_000},
    "bad items in every list": {field: ["x"] * 50_000 for field in LIST_FIELDS},
    "as many bad items as are looked at": {
        field: [EMOJI] * most_items(field) for field in LIST_FIELDS
    },
    "unknown fields": {f"k{number}": 0 for number in range(100_000)},
    "near misses": {f"goal{number}": 0 for number in range(100_000)},
    "a long text": {"goal": "x" * 1_000_000, "name": "x" * 1_000_000, "colour" * 100_000: 1},
    "a long list": {"goal": [0] * 500_000, "peak_concurrent_users": [[0] * 500_000]},
    "weights": {"weights": {f"w{number}": [0, 1] for number in range(60_000)}},
    "a long weight": {"weights": {"team": [0] * 500_000, "x" * 1_000_000: 1}},
    "objects": {"notes": [{}] * 300_000},
    "no object": [0] * 500_000,
    "every field wrong": dict.fromkeys(FIELDS, EMOJI * 100) | {EMOJI * 100: 1},
}


@pytest.mark.parametrize("raw", LARGE.values(), ids=LARGE)
def test_the_answer_to_a_large_file_is_short(raw: object) -> None:
    """Ten problems, perhaps a line that says how many more, and twenty kilobytes at most."""
    found = problems(raw)

    assert len(found) <= MOST_PROBLEMS + 1
    assert len("\n".join(map(str, found)).encode()) <= ENOUGH


@pytest.mark.parametrize("raw", LARGE.values(), ids=LARGE)
def test_no_more_problems_are_worded_than_are_told(
    raw: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is only counted costs no message."""
    built = []

    def counted(*given: Any, **named: Any) -> Problem:
        built.append(given)
        return Problem(*given, **named)

    monkeypatch.setattr(answers, "Problem", counted)
    problems(raw)

    assert len(built) <= len(FIELDS) + MOST_PROBLEMS


@pytest.mark.parametrize("raw", [LARGE["bad items"], LARGE["weights"]], ids=["items", "weights"])
def test_python_refuses_what_is_too_long_as_a_whole(raw: dict[str, Any]) -> None:
    """Without an error of each item."""
    with pytest.raises(ValueError, match="1 validation error"):
        Requirement(**raw)


QUERIES: dict[str, dict[str, list[str]]] = {
    "items": {"needs": ["x"] * 260_000},
    "good items": {"needs": ["seo"] * 100_000},
    "names": {f"k{number}": ["1"] for number in range(100_000)},
    "near misses": {f"goal{number}": ["1"] for number in range(100_000)},
    "weights": {"weights": [f"w{number}:0:1" for number in range(40_000)]},
    "a long weight": {"weights": ["x" * 500_000, ":" * 500_000, "team:" + "9" * 500_000]},
    "a long value": {field: [EMOJI * 1000] for field in FIELDS},
    "a goal again and again": {"goal": [f"g{number}" for number in range(100_000)]},
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_the_answer_to_a_long_link_is_short(
    query: dict[str, list[str]], catalogue: Catalogue
) -> None:
    """For the eye as well as for a log."""
    _, found = from_query(query)

    assert len(found) <= MOST_PROBLEMS + 1
    assert len("\n".join(map(str, found)).encode()) <= ENOUGH
    assert (
        len("\n".join(problem_in_words(problem, catalogue) for problem in found).encode()) <= ENOUGH
    )


@pytest.mark.parametrize("raw", LARGE.values(), ids=LARGE)
def test_the_answer_in_words_is_short(raw: object, catalogue: Catalogue) -> None:
    """As short as with ids."""
    words = "\n".join(problem_in_words(problem, catalogue) for problem in problems(raw))

    assert len(words.encode()) <= ENOUGH


def test_beyond_ten_problems_their_number_is_told() -> None:
    """The true one."""
    raw = {"needs": ["seo", "maps"], "not_needed": ["seo", "maps"]}
    wrong = {field: 0 for field in FIELDS if field not in raw}

    alone = sum(len(problems({field: value})) for field, value in wrong.items())
    # Each wrong field is one problem, and each need that is both needed and not is one.
    assert alone == len(wrong)
    more = alone + len(raw["needs"]) - MOST_PROBLEMS
    assert str(problems(raw | wrong)[-1]) == f"f.json: and {more} more problems"


def test_what_is_wrong_in_one_list_is_one_problem_that_names_what_is_allowed_once() -> None:
    """Five findings are named, the others counted."""
    (found,) = said({"audience": ["a", "b", "public", "c", "d", "e", "f"]})

    assert found.startswith(
        "f.json: audience.0, audience.1, audience.3, audience.4, audience.5 and 1 more: must be"
    )
    assert found.endswith("got 'a', 'b', 'c', 'd', 'e' and 1 more")
    assert found.count("company_wide") == 1


def test_unknown_fields_are_one_problem() -> None:
    """With the number of those that are not named."""
    (found,) = said({f"colour{number}": 1 for number in range(40)})

    assert found.startswith(
        "f.json: colour0, colour1, colour2, colour3, colour4 and 35 more: are not fields; "
    )


def test_a_list_may_repeat_itself_but_not_without_end() -> None:
    """Repetitions say nothing; twice the words of the list is room enough."""
    most = most_items("audience")

    assert parse_requirement({"audience": ["public"] * most}) == Requirement(audience=("public",))
    assert Requirement(audience=("public",) * most) == Requirement(audience=("public",))
    assert said({"audience": ["public"] * (most + 1)}) == [
        f"f.json: audience: must be a list of at most {most} words, got {most + 1}"
    ]


@pytest.mark.parametrize("field", LIST_FIELDS)
def test_a_list_may_hold_all_its_words(field: str) -> None:
    """In a file and in a link."""
    words = list(words_of(field))

    assert getattr(parse_requirement({field: words}, inert_musts=True), field) == tuple(words)
    assert getattr(from_query({field: words})[0], field) == tuple(words)


def test_a_file_that_is_longer_than_any_requirement_is_refused_unread(tmp_path: Path) -> None:
    """The longest requirement, written as long as it can be, takes a fraction of that."""
    longest = {field: list(words_of(field)) * 2 for field in LIST_FIELDS}
    longest |= {
        "name": "\U0001f600" * 80,
        "notes": "\U0001f600" * 500,
        "goal": "user_management_system",
    }
    path = tmp_path / "long.json"
    path.write_text('{"goal": "shop"' + " " * LONGEST_FILE + "}")
    ((_, found),) = items_of(path)

    assert len(json.dumps(longest, indent=8)) < LONGEST_FILE / 3
    assert (
        f"must be an object of answers of at most 100,000 bytes, got {LONGEST_FILE + 16:,}"
        in str(found)
    )


def test_of_a_list_s_items_with_problems_ten_are_told_and_the_others_counted(
    tmp_path: Path,
) -> None:
    """The good ones all run, wherever they stand."""
    bad: list[object] = [
        {"id": "b", "requirements": {"goal": "shop"}},
        0,
        {"id": 1, "requirements": {}},
        "x",
    ]
    good = {"id": "good", "requirements": {"goal": "rest_api"}}
    path = tmp_path / "many.json"
    path.write_text(json.dumps([*bad * 10, good, *bad * 10, good]))
    found = list(items_of(path))
    refused = [item for _, item in found if isinstance(item, RequirementError)]

    assert [id_ for id_, item in found if isinstance(item, Requirement)] == ["good", "good"]
    assert len(refused) == MOST_PROBLEMS + 1
    assert str(refused[-1]) == f"{path}: and 70 more items with problems"


def test_a_file_of_decisions_names_ten_problems(tmp_path: Path) -> None:
    """And how many more."""
    path = tmp_path / "cases.json"
    path.write_text(json.dumps([{"id": "x", "requirements": {"goal": "shop"}, **FAMILY}] * 50))

    with pytest.raises(RequirementError) as caught:
        read_cases(path)
    assert len(caught.value.problems) == MOST_PROBLEMS + 1
    assert str(caught.value.problems[-1]) == f"{path}: and 40 more problems"


def test_a_long_list_of_wrong_frameworks_in_a_decision_is_one_problem(tmp_path: Path) -> None:
    """However many are wrong."""
    path = tmp_path / "cases.json"
    path.write_text(
        json.dumps([{"id": "x", "requirements": {}, **FAMILY, "rejected": [0] * 50_000}])
    )

    with pytest.raises(RequirementError) as caught:
        read_cases(path)
    assert len(caught.value.problems) == 1


@given(
    st.recursive(
        st.none() | st.floats() | st.text() | st.binary(),
        lambda i: st.lists(i) | st.dictionaries(st.text(), i),
    )
)
def test_what_was_found_is_shown_in_sixty_characters(value: object) -> None:
    """Short values as Python writes them, except that whole numbers have no point."""
    text = shown(value)

    assert len(text) <= 60
    assert isinstance(value, list | dict | float) or len(repr(value)) > 60 or text == repr(value)


@pytest.mark.parametrize(
    "value", [["a", 1, None], {"a": [1, {}]}, [], {}, ("a", 2), [[["x"]], {"y": ()}]]
)
def test_short_lists_and_objects_are_shown_whole(value: object) -> None:
    """As Python writes them."""
    assert repr(value) == shown(value)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("audiance", "audience"), ("Audience", "audience"), ("AUDIENCE", "audience"), ("audience[]", "audience"),
        ("audience[0]", "audience"), ("amp;audience", "audience"), ("amp;amp;goal", "goal"), ("?goal", "goal"),
        ("need", "needs"), ("goals", "goal"), ("gaol", "goal"), ("note", "notes"), ("team-skills", "team_skills"),
        ("peakConcurrentUsers", "peak_concurrent_users"), ("visualization", "visualisation"), ("hostin", "hosting"),
        ("existing_framwork", "existing_framework"), ("must_have", "must_haves"), ("weight", "weights"),
    ],
)  # fmt: skip
def test_a_misspelled_field_is_named_in_a_file_and_in_a_link(name: str, field: str) -> None:
    """With the field that was meant; nothing is guessed from it."""
    requirement, found = from_query({name: ["x"], "auth": ["sso"]})

    assert [str(problem) for problem in found] == [
        f"link: {name}: is not a field; did you mean {field}?"
    ]
    assert requirement == Requirement(auth="sso")
    assert said({name: "x"}) == [f"f.json: {name}: is not a field; did you mean {field}?"]


@pytest.mark.parametrize(
    ("name", "field"), [("users", "peak_concurrent_users"), ("weeks", "weeks_to_first_release")]
)
def test_a_part_of_a_field_s_name_is_a_near_miss_in_a_file_only(name: str, field: str) -> None:
    """In a link it may well be somebody else's."""
    assert said({name: 5}) == [f"f.json: {name}: is not a field; did you mean {field}?"]
    assert from_query({name: ["5"]}) == (Requirement(), ())


@pytest.mark.parametrize("name", TRACKING)
def test_strangers_in_a_link_are_left_alone(name: str) -> None:
    """Not a word about them."""
    assert from_query({name: ["x"], "goal": ["rest_api"]}) == (Requirement(goal="rest_api"), ())


@given(
    st.sampled_from(TRACKING),
    st.sampled_from(["", "_1", "[]"]),
    st.sampled_from([str, str.upper, str.title]),
)
def test_no_tracking_parameter_is_a_near_miss_however_it_is_written(
    name: str, tail: str, written: Any
) -> None:
    """In capitals, numbered, or repeated as forms do."""
    assert not near_miss(written(name) + tail, FIELDS)


@given(st.text(max_size=60))
def test_a_near_miss_is_one_of_the_words_or_nothing(word: str) -> None:
    """Whatever was typed."""
    assert near_miss(word, FIELDS, parts=True) in ("", *FIELDS)


@given(st.sampled_from(FIELDS), st.data())
def test_a_letter_left_out_of_a_long_word_is_a_near_miss_of_it(
    field: str, data: st.DataObject
) -> None:
    """Wherever it is missing."""
    place = data.draw(st.integers(1, len(field) - 1))
    word = field[:place] + field[place + 1 :]

    assert len(word) < 5 or word in FIELDS or near_miss(word, FIELDS) == field


@pytest.mark.parametrize(
    ("field", "value", "meant"),
    [
        ("goal", "dashbord", "interactive_dashboard"), ("goal", "Rest-API", "rest_api"), ("auth", "SSO", "sso"),
        ("goal", "microservices", "microservice"), ("hosting", "container", "containers"),
        ("auth", "acounts", "accounts"), ("considered", "fast_api", "fastapi"), ("needs", "payment", "payments"),
        ("existing_framework", "Flask", "flask"),
    ],
)  # fmt: skip
def test_a_misspelled_answer_is_named_with_what_was_meant(
    field: str, value: str, meant: str
) -> None:
    """Beside what is allowed."""
    (found,) = said({field: [value] if field in LIST_FIELDS else value})

    assert found.endswith(f"got '{value}' (did you mean {meant}?)")
    assert "must be one of" in found


def test_a_misspelled_weight_is_named_with_what_was_meant() -> None:
    """Groups and criteria."""
    assert said({"weights": {"Teams": [0, 1]}})[0].endswith("got 'Teams' (did you mean team?)")


def test_a_field_with_one_answer_that_a_link_gives_twice_is_named() -> None:
    """The last counts; the same answer twice says nothing."""
    requirement, found = from_query({"goal": ["rest_api", "ecommerce"], "auth": ["sso", "sso"]})

    assert requirement == Requirement(goal="ecommerce", auth="sso")
    assert [str(p) for p in found] == [
        "link: goal: must be given once, got 'rest_api', 'ecommerce'; the last counts"
    ]


def test_a_weight_that_a_link_gives_twice_is_named() -> None:
    """The last counts, wherever the same was said before."""
    requirement, found = from_query({"weights": ["team:0:0.5", "team:0.1:0.2", "team:0:0.5"]})

    assert requirement.weights == {"team": (0.0, 0.5)}
    assert "weights.team: must be given once" in str(found[0])


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"goal": "rest_api", "goal": "rest_api"}', "goal"),
        ('{"goal": 1, "auth": "sso", "goal": "rest_api", "auth": "sso"}', "goal, auth"),
        ('{"weights": {"team": [0, 1], "team": [0, 0.5]}}', "weights.team"),
        ('{"weights": {"team": [0, 1]}, "weights": {}}', "weights"),
    ],
)
def test_a_key_that_a_file_gives_twice_is_refused_with_its_path(text: str, path: str) -> None:
    """Also where both say the same."""
    assert said(parse_json(text)) == [f"f.json: {path}: must be given once, found more than once"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"id": "a", "id": "b", "requirements": {}}', "id: must be given once"),
        (
            '{"id": "a", "requirements": {"goal": "rest_api"}, "requirements": {}}',
            "requirements: must be given once",
        ),
        (
            '{"id": "a", "requirements": {"goal": "rest_api", "goal": "ecommerce"}}',
            "goal: must be given once",
        ),
        (
            '{"id": "a", "requirements": {"auth": "sso", "auth": null}, "considered": []}',
            "auth: must be given once",
        ),
        (
            '{"id": "a", "requirements": {"weights": {"team": [0, 1], "team": [0, 1]}}}',
            "weights.team: must be given",
        ),
    ],
)
def test_a_key_that_an_item_gives_twice_is_refused_and_the_others_run(
    text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What an item holds for others may repeat itself."""
    path = tmp_path / "many.json"
    path.write_text(
        f'[{text}, {{"id": "good", "requirements": {{"goal": "rest_api"}}, "remark": 1, "remark":'
        " 2}]"
    )

    assert main(["verdict", str(path)]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["id"] == "good"
    assert told in err


@pytest.mark.parametrize("twice", ['"id": "b",', '"requirements": {},', '"chosen": ["dash"],'])
def test_a_key_that_a_decision_gives_twice_is_refused(twice: str, tmp_path: Path) -> None:
    """A file of decisions, too."""
    path = tmp_path / "cases.json"
    path.write_text(
        f'[{{{twice} "id": "a", "requirements": {{}}, "accepted": ["flask"], "chosen": ["flask"]}}]'
    )

    with pytest.raises(RequirementError, match="must be given once"):
        read_cases(path)


def words(query: dict[str, list[str]], catalogue: Catalogue) -> list[str]:
    return [problem_in_words(problem, catalogue) for problem in from_query(query)[1]]


def test_an_answer_that_is_none_is_told_in_the_question_s_words(catalogue: Catalogue) -> None:
    """With the answers that there are, each with the id that repairs the link."""
    (told,) = words({"audience": ["aliens"]}, catalogue)

    assert told.startswith(
        "Who uses it (audience): “aliens” is not an answer; the answers are “Analysts in the "
    )
    assert told.endswith("“Clients” (external_clients), “The public” (public)")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"goal": ["dashbord"]}, "What is it mainly (goal): “dashbord” is not an answer; "
         "did you mean “Dashboard” (interactive_dashboard)?"),
        ({"goal": ["shop"]}, "What is it mainly (goal): “shop” is not an answer; did you mean “Shop” (ecommerce)?"),
        ({"needs": ["fame"]}, "What must it do besides (needs): “fame” is not an answer; "
         "the 32 answers stand under that question, in “The product”"),
        ({"needs": ["fame", "paymnts"]}, "What must it do besides (needs): “fame” and “paymnts” are not answers; "
         "did you mean “Take payments” (payments)? The 32 answers stand under that question, in “The product”"),
        ({"audiance": ["public"]}, "“audiance” is not a question of this app; did you mean “Who uses it” (audience)?"),
        ({"note": ["x"]}, "“note” is not a question of this app; did you mean “Notes” (notes)?"),
        ({"peak_concurrent_users": ["0"]}, "How many people at the same moment (peak_concurrent_users): "
         "must be a whole number from 1 to 10000000, got 0"),
        ({"weights": ["team:0.5:0.4"]}, "Your weights, “The team” (weights.team): "
         "must have low at most high, got [0.5, 0.4]"),
        ({"needs": ["seo"], "not_needed": ["seo"]},
         "“Be found by search engines” (seo) is needed and not needed at once"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_link_is_told_in_the_words_of_the_screen(
    query: dict[str, list[str]], told: str, catalogue: Catalogue
) -> None:
    """And with the id where it repairs the link."""
    assert words(query, catalogue) == [told]


@pytest.mark.parametrize(
    "raw", [*LARGE.values(), {"goal": ["x"]}, {"must_haves": ["auth"]}, {"weights": {"team": 1}}]
)
def test_every_problem_of_a_file_has_words_that_name_the_file(
    raw: object, catalogue: Catalogue
) -> None:
    """Whatever is wrong."""
    for problem in problems(raw, "answers.json"):
        assert problem_in_words(problem, catalogue).startswith("answers.json: ")
