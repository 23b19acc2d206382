"""Queries of moto's tables."""

import pytest
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table
from motcua_localstack import rows

rows.apply()


@pytest.fixture
def table(monkeypatch):
    # Sorting every row of the table fails the test.
    monkeypatch.setattr(Table, "all_items", lambda *_: pytest.fail("all rows were sorted"))
    backend = DynamoDBBackend("ap-southeast-1", "000000000000")
    index = {
        "IndexName": "gsi1",
        "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}, {"AttributeName": "h", "KeyType": "RANGE"}],
        "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["shown"]},
    }
    made = backend.create_table(
        "t",
        schema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        throughput={"ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
        attr=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "g", "h")],
        global_indexes=[index],
        indexes=[],
        streams={},
        billing_mode="PAY_PER_REQUEST",
        sse_specification=None,
        tags=[],
        deletion_protection_enabled=False,
        warm_throughput=None,
    )
    for sk in "cabd":
        made.put_item({"pk": {"S": "p"}, "sk": {"S": sk}, "g": {"S": "x"}, "h": {"S": "1"}, "shown": {"S": sk}, "not": {"S": sk}})
    made.put_item({"pk": {"S": "other"}, "sk": {"S": "a"}})
    return made


def page(table, value="p", limit=None, start=None, forward=True, index=None, comparison=None, bounds=()):
    bounds = [DynamoType({"S": one}) for one in bounds]
    found, looked_at, last = table.query(DynamoType({"S": value}), comparison, bounds, limit, start, forward, None, index)
    return [item.attrs["sk"].value for item in found], looked_at, last and last["sk"].value


def start(sk: str) -> dict:
    return {"pk": {"S": "p"}, "sk": {"S": sk}}


def test_a_partition_comes_in_order(table):
    assert page(table) == (["a", "b", "c", "d"], 4, None)
    assert page(table, forward=False) == (["d", "c", "b", "a"], 4, None)
    assert page(table, "nowhere") == ([], 0, None)


def test_a_limit_that_is_just_reached_tells_a_last_key(table):
    assert page(table, limit=4) == (["a", "b", "c", "d"], 4, "d")
    assert page(table, limit=4, start=start("d")) == ([], 0, None)


def test_a_page_begins_after_its_start_either_way(table):
    assert page(table, start=start("b")) == (["c", "d"], 2, None)
    assert page(table, start=start("b"), forward=False) == (["a"], 1, None)


def test_what_the_key_condition_leaves_out_is_not_looked_at(table):
    assert page(table, comparison="BETWEEN", bounds=("b", "c")) == (["b", "c"], 2, None)


def test_an_index_shows_what_is_projected_and_goes_on_among_equals(table):
    found, _, last = table.query(DynamoType({"S": "x"}), None, [], 2, None, True, None, "gsi1")
    assert [set(item.attrs) for item in found] == [{"pk", "sk", "g", "h", "shown"}] * 2
    again, _, _ = table.query(DynamoType({"S": "x"}), None, [], None, {name: v.to_json() for name, v in last.items()}, True, None, "gsi1")
    assert [item.attrs["sk"].value for item in [*found, *again]] == ["a", "b", "c", "d"]


def test_a_scan_goes_through_every_row_once(table):
    seen, last = [], None
    while last is not None or not seen:
        found, _, last = table.scan({}, 2, last and {name: value.to_json() for name, value in last.items()})
        seen += [(item.hash_key.value, item.range_key.value) for item in found]
    assert seen == [("other", "a"), *(("p", sk) for sk in "abcd")]


def test_segments_of_a_scan_are_the_whole(table):
    segments = [table.scan({}, None, None, segments=(number, 3))[0] for number in range(3)]
    assert sorted((item.hash_key.value, item.range_key.value) for found in segments for item in found) == [
        ("other", "a"),
        *(("p", sk) for sk in "abcd"),
    ]


def test_a_projection_shows_whole_attributes_and_inner_ones(table):
    table.put_item({"pk": {"S": "q"}, "sk": {"S": "a"}, "doc": {"M": {"x": {"N": "1"}, "y": {"N": "2"}}}})

    def shown(*paths):
        found, _, _ = table.query(DynamoType({"S": "q"}), None, [], None, None, True, [list(path) for path in paths])
        return [{name: value.to_regular_json() for name, value in item.attrs.items()} for item in found]

    assert shown(("sk",), ("absent",)) == [{"sk": {"S": "a"}}]
    assert shown(("sk",), ("doc", "y")) == [{"sk": {"S": "a"}, "doc": {"M": {"y": {"N": "2"}}}}]
