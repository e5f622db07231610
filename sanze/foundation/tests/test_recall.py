"""One answer for the length of a block, and none beyond it."""

from itertools import count

import pytest

from sanze.foundation.recall import forget, once, recalling


def asked(numbers=None):
    numbers = numbers or count()
    return lambda: once("number", lambda: next(numbers))


def test_outside_a_block_everything_is_asked_anew():
    ask = asked()
    assert [ask(), ask()] == [0, 1]


def test_inside_a_block_an_answer_stands_until_its_end():
    ask = asked()
    with recalling():
        assert [ask(), ask()] == [0, 0]
    with recalling():
        assert ask() == 1


def test_an_inner_block_shares_what_the_outer_one_knows():
    ask = asked()
    with recalling():
        ask()
        with recalling():
            assert ask() == 0
        assert ask() == 0


def test_what_was_changed_is_asked_again():
    ask = asked()
    with recalling():
        ask()
        forget()
        assert ask() == 1


def test_a_question_that_fails_is_not_remembered():
    def fail():
        raise LookupError

    with recalling():
        with pytest.raises(LookupError):
            once("number", fail)
        assert once("number", lambda: 7) == 7
