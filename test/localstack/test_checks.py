"""What is refused before moto sees it. The answers as a whole are those of test/faults/semantics, asked over the wire."""

import pytest
from motcua_localstack.checks import Refused, Shape, check, item_bytes, number

SHAPE = Shape({"pk": "S", "sk": "S", "gsi1pk": "S"}, {None: ["pk", "sk"], "gsi1": ["gsi1pk"]})
KEY = {"pk": {"S": "p"}, "sk": {"S": "s"}}


def asked(operation: str, **request) -> None:
    check(operation, {"TableName": "t", **request}, lambda name: SHAPE if name == "t" else None)


@pytest.mark.parametrize(
    ("text", "told"),
    [("0012.500", "12.5"), ("-0.0", "0"), ("1.5E3", "1500"), ("1E-130", "0." + "0" * 129 + "1"), ("9" * 38, "9" * 38)],
)
def test_a_number_is_told_plainly(text, told):
    assert number(text) == told


@pytest.mark.parametrize("text", ["", "one", "NaN", "Infinity", "1E126", "1E-131", "1" * 39])
def test_what_is_no_number_of_dynamodb_is_refused(text):
    with pytest.raises(Refused):
        number(text)


def test_an_item_is_as_long_as_its_names_and_values():
    assert item_bytes({"pk": {"S": "đ"}, "b": {"B": b"xyz"}, "l": {"L": [{"BOOL": True}]}}) == 4 + 4 + 1 + 5


@pytest.mark.parametrize(
    "request_",
    [
        {"Item": {**KEY, "v": {"SS": []}}},
        {"Item": {**KEY, "v": {"NS": ["1", "1.0"]}}},
        {"Item": {**KEY, "v": {"M": {"x": {"L": [{"N": "one"}]}}}}},
        {"Item": {**KEY, "gsi1pk": {"N": "1"}}},
        {"Item": KEY, "ConditionExpression": ""},
        {"Item": KEY, "ConditionExpression": "n = :n"},
        {"Item": KEY, "ConditionExpression": "n = :n", "ExpressionAttributeValues": {":n": {"N": "1"}, ":m": {"N": "1"}}},
        {"Item": KEY, "ExpressionAttributeNames": {"#n": "n"}},
    ],
)
def test_a_put_is_refused(request_):
    with pytest.raises(Refused):
        asked("PutItem", **request_)


def test_a_query_that_is_right_passes():
    asked(
        "Query",
        KeyConditionExpression="#p = :p AND begins_with(sk, :s)",
        FilterExpression="size(n) > :one AND doc.sk = :one",
        ExpressionAttributeNames={"#p": "pk"},
        ExpressionAttributeValues={":p": {"S": "p"}, ":s": {"S": "s"}, ":one": {"N": "1"}},
    )


@pytest.mark.parametrize(
    "more",
    [
        {"Limit": 0},
        {"IndexName": "gsi9"},
        {"FilterExpression": "sk = :p"},
        {"KeyConditionExpression": "pk = :p AND sk > :p AND sk < :p"},
        {"KeyConditionExpression": "pk = :p or pk = :p"},
    ],
)
def test_a_query_is_refused(more):
    right = {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "p"}}}
    with pytest.raises(Refused):
        asked("Query", **{**right, **more})


def test_a_batch_is_refused_for_its_size_and_for_the_same_item_twice():
    def puts(count: int) -> dict:
        return {"t": [{"PutRequest": {"Item": {"pk": {"S": "p"}, "sk": {"S": str(n)}}}} for n in range(count)]}

    asked("BatchWriteItem", RequestItems=puts(25))
    for entries in (puts(26), puts(0), {"t": [*puts(1)["t"], {"DeleteRequest": {"Key": {"pk": {"S": "p"}, "sk": {"S": "0"}}}}]}):
        with pytest.raises(Refused):
            asked("BatchWriteItem", RequestItems=entries)
