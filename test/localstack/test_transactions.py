"""Transactions and streams on moto's tables."""

import copy
from concurrent.futures import ThreadPoolExecutor
from threading import RLock

import pytest
from moto.dynamodb.exceptions import (
    MockValidationException,
    MultipleTransactionsException,
    TooManyTransactionsException,
    TransactionCanceledException,
    TransactWriteSingleOpException,
)
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.table import Table
from motcua_localstack import transactions

transactions.apply()


@pytest.fixture
def backend(monkeypatch):
    # Any copy of a whole table fails the test.
    monkeypatch.setattr(Table, "__deepcopy__", lambda *_: pytest.fail("the table was copied"), raising=False)
    made = DynamoDBBackend("ap-southeast-1", "000000000000")
    made.create_table(
        "t",
        schema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        throughput={"ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
        attr=[{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "S"}],
        global_indexes=[],
        indexes=[],
        streams={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        billing_mode="PAY_PER_REQUEST",
        sse_specification=None,
        tags=[],
        deletion_protection_enabled=False,
        warm_throughput=None,
    )
    return made


def key(name: str) -> dict:
    return {"pk": {"S": "p"}, "sk": {"S": name}}


def row(name: str, n: int) -> dict:
    return {**key(name), "n": {"N": str(n)}}


def put(name, n, **more):
    return {"Put": {"TableName": "t", "Item": row(name, n), **more}}


def update(name, expression="SET n = :n", n=1, **more):
    asked = {"TableName": "t", "Key": key(name), "UpdateExpression": expression, "ExpressionAttributeValues": {":n": {"N": str(n)}}}
    return {"Update": {**asked, **more}}


def delete(name, **more):
    return {"Delete": {"TableName": "t", "Key": key(name), **more}}


def check(name, condition, **more):
    return {"ConditionCheck": {"TableName": "t", "Key": key(name), "ConditionExpression": condition, **more}}


ABSENT = {"ConditionExpression": "attribute_not_exists(pk)"}
PRESENT = {"ConditionExpression": "attribute_exists(pk)"}


def held(backend) -> dict:
    return {
        item.range_key.value: int(item.attrs["n"].value) for items in backend.tables["t"].items.values() for item in items.values()
    }


def records(backend) -> list:
    return [
        (item.record["eventName"], item.record["dynamodb"]["Keys"]["sk"]["S"]) for item in backend.tables["t"].stream_shard.items
    ]


TAKEN = {
    "puts": ([put("a", 1), put("b", 2)], {"a": 1, "b": 2, "there": 0}),
    "update of an absent row": ([update("a", n=5)], {"a": 5, "there": 0}),
    "update of a present row": ([update("there", "SET n = n + :n", n=3)], {"there": 3}),
    "delete": ([delete("there")], {}),
    "delete of an absent row": ([delete("a")], {"there": 0}),
    "check and put": ([check("there", "attribute_exists(pk)"), put("a", 1)], {"a": 1, "there": 0}),
    "put over a present row": ([put("there", 9, **PRESENT)], {"there": 9}),
}

_N = ("None", None)
_FAILED = ("ConditionalCheckFailed", None)
CANCELLED = {
    "first": ([put("there", 1, **ABSENT), put("b", 1)], [_FAILED, _N]),
    "last": ([put("b", 1), put("there", 1, **ABSENT)], [_N, _FAILED]),
    "both": ([put("there", 1, **ABSENT), check("a", "attribute_exists(pk)")], [_FAILED, _FAILED]),
    "old item": (
        [put("b", 1), put("there", 1, **ABSENT, ReturnValuesOnConditionCheckFailure="ALL_OLD")],
        [_N, ("ConditionalCheckFailed", row("there", 0))],
    ),
    "no old item": ([check("a", "attribute_exists(pk)", ReturnValuesOnConditionCheckFailure="ALL_OLD")], [_FAILED]),
    "an expression that does not suit the row": (
        [put("b", 1), update("there", "SET n = absent + :n")],
        [_N, ("ValidationError", None)],
    ),
}


@pytest.mark.parametrize(("items", "left"), TAKEN.values(), ids=TAKEN.keys())
def test_what_is_taken(backend, items, left):
    backend.put_item("t", row("there", 0))
    backend.transact_write_items(items)
    assert held(backend) == left


@pytest.mark.parametrize(("items", "reasons"), CANCELLED.values(), ids=CANCELLED.keys())
def test_what_cancels_says_why_in_order_and_leaves_nothing(backend, items, reasons):
    import json

    backend.put_item("t", row("there", 0))
    shard, before = backend.tables["t"].stream_shard, records(backend)
    with pytest.raises(TransactionCanceledException) as cancelled:
        backend.transact_write_items(items)
    said = json.loads(cancelled.value.description)["CancellationReasons"]
    assert [(one["Code"], one.get("Item")) for one in said] == reasons
    assert held(backend) == {"there": 0}
    assert records(backend) == before
    # Iterators that exist go on reading the stream that is written to.
    assert backend.tables["t"].stream_shard is shard


@pytest.mark.parametrize(
    ("items", "refusal"),
    [
        ([], MockValidationException),
        ([put(str(n), n) for n in range(101)], TooManyTransactionsException),
        ([put("a", 1), delete("a")], MultipleTransactionsException),
        ([{**put("a", 1), **delete("b")}], TransactWriteSingleOpException),
    ],
)
def test_what_is_no_transaction(backend, items, refusal):
    with pytest.raises(refusal):
        backend.transact_write_items(items)
    assert held(backend) == {}


def test_one_of_fifty_writers_wins_each_round(backend):
    """As the provider calls it: one operation at a time."""
    one = RLock()

    def write(number: int) -> bool:
        condition = {"ConditionExpression": "n = :before", "ExpressionAttributeValues": {":n": {"N": "1"}, ":before": {"N": "0"}}}
        with one:
            try:
                backend.transact_write_items([update("there", **condition), put(f"by-{number}", number)])
            except TransactionCanceledException:
                return False
        return True

    backend.put_item("t", row("there", 0))
    with ThreadPoolExecutor(50) as pool:
        won = list(pool.map(write, range(50)))
    assert won.count(True) == 1
    winner = won.index(True)
    assert held(backend) == {"there": 1, f"by-{winner}": winner}


def test_a_key_has_its_records_in_the_order_of_its_writes(backend):
    for n in range(5):
        backend.transact_write_items([update("a", n=n), update("b", n=10 + n)])
    shard = backend.tables["t"].stream_shard.items
    for name, first in (("a", 0), ("b", 10)):
        images = [i.record["dynamodb"]["NewImage"]["n"]["N"] for i in shard if i.record["dynamodb"]["Keys"]["sk"]["S"] == name]
        assert images == [str(first + n) for n in range(5)]
    numbers = [int(item.record["dynamodb"]["SequenceNumber"]) for item in shard]
    assert numbers == sorted(set(numbers))


def test_records_are_one_for_each_change(backend):
    backend.update_item("t", key("a"), "SET n = :n", {}, {":n": {"N": "1"}})
    backend.update_item("t", key("a"), "SET n = :n", {}, {":n": {"N": "1"}})
    backend.update_item("t", key("a"), "SET n = :n", {}, {":n": {"N": "2"}})
    backend.delete_item("t", key("a"))
    assert records(backend) == [("INSERT", "a"), ("MODIFY", "a"), ("REMOVE", "a")]
    inserted = backend.tables["t"].stream_shard.items[0].record
    assert inserted["awsRegion"] == "ap-southeast-1"
    assert inserted["dynamodb"]["NewImage"] == row("a", 1)


def test_what_was_read_does_not_change_with_the_row(backend):
    backend.put_item("t", row("a", 1))
    before = copy.deepcopy(backend.tables["t"].stream_shard.items[0].record)
    backend.update_item("t", key("a"), "SET n = :n", {}, {":n": {"N": "2"}})
    assert backend.tables["t"].stream_shard.items[0].record == before
