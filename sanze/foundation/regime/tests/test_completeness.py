"""Whether a regime says all that its document says, and how far the platform is with each clause."""

from sanze.foundation.regime.completeness import ClauseState, doubtful, gaps, standing, state_of
from sanze.foundation.regime.reading import packaged, read, shipped
from sanze.foundation.regime.tests.small import DUTY, HEAD, small


def told(regime) -> list[str]:
    return [str(each) for each in gaps(regime)]


def test_the_small_regime_is_complete():
    assert told(small()) == []


def test_a_sentence_without_a_clause_is_told():
    assert told(small(HEAD.replace("sentences: [排查, 宣示]", "sentences: [排查, 宣示, 考核]"))) == [
        "条款 1.3：原文这一句没有写成条款（考核）"
    ]


def test_a_clause_without_a_sentence_is_told():
    found = told(small(HEAD.replace("sentences: [排查, 宣示]", "sentences: [排查]")))

    assert found == ["条款 1.2：原文段落清单中没有这一句"]


def test_a_paragraph_without_its_article_is_told():
    found = told(small(HEAD.replace('article: "1", chapter', 'article: "2", chapter')))

    assert found == ["原文段落 1：所属条“2”没有写成条文", "条款 1.1：应写在第 2 条", "条款 1.2：应写在第 2 条"]


def test_a_clause_that_asks_for_nothing_must_say_so():
    assert told(small(HEAD.replace("declaratory: true", "capabilities: []"))) == [
        "条款 1.2：没有职责、目标、把关、否决或者能力与之对应；确属宣示的请标 declaratory"
    ]


def test_a_declaratory_clause_owes_nothing():
    found = told(small(duty=DUTY.replace('clause: "1.1"', 'clause: "1.2"')))

    assert found == ["条款 1.2：既标为宣示性，又设有“每日巡查”"]


def test_without_a_list_of_paragraphs_nothing_is_proven():
    without = HEAD[: HEAD.index("paragraphs")] + HEAD[HEAD.index("articles") :]

    assert told(small(without))[0] == "small-1：没有原文段落清单（paragraphs），无从核对是否完整"


def test_a_clause_is_served_partly_or_open():
    waiting = DUTY.replace("discharged_by:\n      - { command: regime.enforce }", "awaits: 尚未上线")
    both = DUTY + waiting.replace("duties:\n", "").replace("id: daily", "id: other")

    assert state_of(small(), "1.1") is ClauseState.SERVED
    assert state_of(small(duty=waiting), "1.1") is ClauseState.OPEN
    assert state_of(small(duty=both), "1.1") is ClauseState.PARTLY
    assert standing(small()) == {
        ClauseState.DECLARATORY: 1,
        ClauseState.SERVED: 1,
        ClauseState.PARTLY: 0,
        ClauseState.OPEN: 0,
    }


def test_every_shipped_regime_says_its_whole_document():
    for name in shipped():
        assert told(read(packaged(name))) == []


def test_the_first_regime_has_the_documents_articles_dates_and_shares():
    regime = read(packaged("yunhe-2026"))
    numbers = [each.number for each in regime.articles]

    assert numbers == ["前言", "一", "二", *map(str, range(1, 22)), "W1", "W2", "W3"]
    by = {each.id: (f"{each.by:%Y-%m-%d}" if each.by else "", each.value) for each in regime.targets}
    assert by["stations-empowered"] == ("2026-04-30", 100)
    assert by["stations-ready"] == ("2026-06-30", 100)
    assert by["safe-villages"] == ("2026-12-31", 50)
    assert by["managers-educated"] == ("2028-12-31", 100)
    assert by["patrol-teams"] == ("2027-12-31", 100)
    shares = ["noncoal-level-3", "hazchem-level-3", "metallurgy-level-3", "materials-level-3"]
    assert [by[each][1] for each in shares] == [60, 100, 60, 50]
    cadences = ["village-daily", "enterprise-daily", "township-weekly", "county-half-monthly", "prefecture-monthly"]
    assert [regime.duty[each].cadence.every for each in cadences] == [
        "daily", "daily", "weekly", "half_monthly", "monthly",
    ]  # fmt: skip
    assert regime.duty["leader-visit"].cadence.every == regime.duty["grid-assessment"].cadence.every == "quarterly"


def test_local_texts_that_nobody_could_read_are_marked():
    regime = read(packaged("yunhe-2026"))
    unsure = {each.title for each in regime.local_terms.values() if each.certainty == "?"}

    assert {"三包九定", "六长", "三大员", "五人巡查小组", "省重点行业领域118条规定"} <= unsure <= set(doubtful(regime))


def test_capabilities_find_their_articles_and_clauses():
    regime = read(packaged("yunhe-2026"))

    assert [each.number for each in regime.articles_of("P6")] == ["7"]
    assert [each.id for each in regime.clauses_of("A4")] == ["8.7"]
