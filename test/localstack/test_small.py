"""Mail, tokens and faults."""

import pytest
from motcua_localstack.faults import Faults
from motcua_localstack.mail import Mail, NotVerified
from motcua_localstack.tokens import KEPT_S, Mismatch, Tokens


def letter(sender: str) -> dict:
    return {"FromEmailAddress": sender, "Destination": {"ToAddresses": ["a@example.vn"]}, "Content": {"Raw": {"Data": b"x"}}}


def test_letters_of_identities_are_taken_and_no_others():
    mail = Mail()
    mail.verify("here", "example.vn")
    mail.verify("here", "one@other.vn")
    for sender in ("Một Cửa <no-reply@example.vn>", "one@other.vn"):
        mail.take("here", letter(sender))
    for region, sender in (("here", "two@other.vn"), ("there", "a@example.vn"), ("here", ""), ("here", "a@not-example.vn")):
        with pytest.raises(NotVerified):
            mail.take(region, letter(sender))
    assert [one["FromEmailAddress"] for one in mail.taken()] == ["Một Cửa <no-reply@example.vn>", "one@other.vn"]
    assert mail.taken()[0]["Content"]["Raw"]["Data"] == "x"
    mail.forget("here", "one@other.vn")
    with pytest.raises(NotVerified):
        mail.take("here", letter("one@other.vn"))


def test_a_token_does_the_same_once_and_another_thing_never():
    now, done = [0.0], []
    tokens = Tokens(lambda: now[0])

    def work():
        done.append(1)
        return len(done)

    assert [tokens.once("t", [1], work), tokens.once("t", [1], work), tokens.once(None, [1], work)] == [1, 1, 2]
    with pytest.raises(Mismatch):
        tokens.once("t", [2], work)
    now[0] = KEPT_S
    assert tokens.once("t", [2], work) == 3


def test_what_failed_under_a_token_is_tried_again():
    tokens = Tokens()
    with pytest.raises(ZeroDivisionError):
        tokens.once("t", 1, lambda: 1 / 0)
    assert tokens.once("t", 1, lambda: "done") == "done"


def test_faults_are_off_until_switched_and_come_from_the_seed():
    def drawn(seed: int) -> list[bool]:
        faults = Faults()
        assert not any(faults.strikes("throttling") for _ in range(20))
        faults.switch(seed, {"throttling": 0.5})
        return [faults.strikes("throttling") for _ in range(50)]

    assert drawn(1) == drawn(1) != drawn(2)
    assert 10 < sum(drawn(1)) < 40


def test_one_kind_of_fault_does_not_move_another():
    alone, together = Faults(), Faults()
    alone.switch(7, {"recycle": 0.5})
    together.switch(7, {"recycle": 0.5, "throttling": 1})
    for _ in range(30):
        together.strikes("throttling")
        assert alone.strikes("recycle") == together.strikes("recycle")
    assert together.struck()["throttling"] == 30


@pytest.mark.parametrize("shares", [{"unknown": 0.5}, {"recycle": 2}, {"recycle": -0.1}])
def test_what_is_no_fault_is_refused(shares):
    with pytest.raises(ValueError):
        Faults().switch(1, shares)
