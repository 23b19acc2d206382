"""TransactWriteItems on moto's tables, and their streams, as in DynamoDB.

moto copies every table once for each item of a transaction, and a rollback replaces the tables by the
copies: existing iterators then read a stream that is no longer written to. Here all conditions are checked before
anything is written, and a write that fails late restores only the rows that were changed.
"""

import copy
from dataclasses import dataclass

from moto.dynamodb import models
from moto.dynamodb.comparisons import create_condition_expression_parser
from moto.dynamodb.exceptions import (
    DynamodbException,
    MockValidationException,
    MultipleTransactionsException,
    TooManyTransactionsException,
    TransactionCanceledException,
    TransactWriteSingleOpException,
)
from moto.dynamodb.models.table import StreamShard, Table

from motcua_localstack.checks import Refused

MAX_ITEMS = 100
_KINDS = ("ConditionCheck", "Put", "Update", "Delete")
_MET = (None, None, None)
_NO_ITEMS = (
    "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: "
    "Member must have length greater than or equal to 1"
)


@dataclass(frozen=True)
class Operation:
    kind: str
    asked: dict
    table: Table
    key: dict

    @property
    def names(self) -> dict:
        return self.asked.get("ExpressionAttributeNames") or {}

    @property
    def values(self) -> dict:
        return self.asked.get("ExpressionAttributeValues") or {}


def operation(backend, item: dict) -> Operation:
    if len(item) != 1:
        raise TransactWriteSingleOpException
    kind, asked = next(iter(item.items()))
    if kind not in _KINDS:
        raise MockValidationException(f"Unsupported transaction operation: {kind}")
    table = backend.get_table(asked["TableName"])
    row = asked["Item"] if kind == "Put" else asked["Key"]
    return Operation(kind, asked, table, {name: row[name] for name in (table.hash_key_attr, table.range_key_attr) if name})


def reason(backend, op: Operation) -> tuple:
    """Code, message and item for which the operation cancels the transaction; three times None when it does not."""
    current = backend.get_item(op.table.name, op.key)
    condition = create_condition_expression_parser(op.asked.get("ConditionExpression"), op.names, op.values).parse()
    if condition.expr(current):
        return _MET
    wanted = op.asked.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD" and current is not None
    return "ConditionalCheckFailed", "The conditional request failed", current.to_json()["Attributes"] if wanted else None


def transact_write_items(backend, items: list[dict]) -> None:
    """All or nothing. @raises TransactionCanceledException with a reason for each item, in order"""
    if not items:
        raise MockValidationException(_NO_ITEMS)
    if len(items) > MAX_ITEMS:
        raise TooManyTransactionsException
    operations = [operation(backend, item) for item in items]
    if len({(op.table.name, str(sorted(op.key.items()))) for op in operations}) < len(operations):
        raise MultipleTransactionsException
    reasons = [reason(backend, op) for op in operations]
    if any(code for code, _, _ in reasons):
        raise TransactionCanceledException(reasons)
    undo = []
    for index, op in enumerate(operations):
        undo.append(_rememberer(op))
        try:
            _write(backend, op)
        except (DynamodbException, Refused) as refused:
            for put_back in reversed(undo):
                put_back()
            reasons[index] = ("ValidationError", getattr(refused, "exception_msg", str(refused)), None)
            raise TransactionCanceledException(reasons) from refused


def _write(backend, op: Operation) -> None:
    if op.kind == "Put":
        backend.put_item(op.table.name, op.asked["Item"])
    elif op.kind == "Delete":
        backend.delete_item(op.table.name, op.key)
    elif op.kind == "Update":
        backend.update_item(op.table.name, op.key, op.asked["UpdateExpression"], op.names, op.values)


def _rememberer(op: Operation):
    """@returns a function that restores the current row and stream"""
    table, shard = op.table, op.table.stream_shard
    hash_key, range_key = models.DynamoType(op.key[table.hash_key_attr]), None
    if table.range_key_attr:
        range_key = models.DynamoType(op.key[table.range_key_attr])
    row = copy.deepcopy(table.get_item(hash_key, range_key))
    length = len(shard.items) if shard else 0

    def put_back() -> None:
        if row is None:
            table.delete_item(hash_key, range_key)
        elif range_key is not None:
            table.items[hash_key][range_key] = row
        else:
            table.items[hash_key] = row
        if shard:
            del shard.items[length:]

    return put_back


_update_item = models.DynamoDBBackend.update_item
_add = StreamShard.add


def update_item(backend, table_name, key, *args, **kwargs):
    """An update that creates a row is one stream record: moto writes one for the bare key as well."""
    shard = backend.get_table(table_name).stream_shard
    before = len(shard.items) if shard else 0
    item = _update_item(backend, table_name, key, *args, **kwargs)
    if shard and len(shard.items) > before + 1:
        bare, last = shard.items[before], shard.items[-1]
        last.record["eventName"] = "INSERT"
        last.record["dynamodb"]["SequenceNumber"] = bare.record["dynamodb"]["SequenceNumber"]
        shard.items[before:] = [last]
    return item


def add(shard: StreamShard, old, new) -> None:
    """A write that changes nothing leaves no record; a record names its region."""
    if old is not None and new is not None and old.to_json() == new.to_json():
        return
    _add(shard, old, new)
    shard.items[-1].record["awsRegion"] = shard.table.table_arn.split(":")[3]


def apply() -> None:
    models.DynamoDBBackend.transact_write_items = transact_write_items
    models.DynamoDBBackend.update_item = update_item
    StreamShard.add = add
