"""Validations that DynamoDB performs before it reads a row, and moto lacks. Requests are in wire format, binaries as bytes.

Sources are those of the cases in test/faults/semantics/dynamodb.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation

MAX_ITEM_BYTES = 400 * 1024
_MAX_TRANSACTION_BYTES = 4 * 1024 * 1024
_MAX_BATCH = {"BatchWriteItem": 25, "BatchGetItem": 100}
_EXPRESSIONS = (
    "ConditionExpression",
    "FilterExpression",
    "KeyConditionExpression",
    "ProjectionExpression",
    "UpdateExpression",
)
# Twice the precision of DynamoDB numbers: the sum of two is exact as well.
_EXACT = Context(prec=300)
_MAX_DIGITS = 38


class Refused(Exception):
    pass


@dataclass(frozen=True)
class Shape:
    """Of a table: types of key attributes by name, and the key of each index; the table's own key has no name."""

    types: dict[str, str]
    keys: dict[str | None, list[str]]


def number(text: str) -> str:
    """In DynamoDB's output format: no exponent, no insignificant zeros. @raises Refused"""
    try:
        value = _EXACT.create_decimal(text)
    except InvalidOperation:
        raise Refused("The parameter cannot be converted to a numeric value") from None
    if not value.is_finite():
        raise Refused("The parameter cannot be converted to a numeric value")
    if value == 0:
        return "0"
    value = value.normalize(_EXACT)
    if len(value.as_tuple().digits) > _MAX_DIGITS:
        raise Refused("Attempting to store more than 38 significant digits in a Number")
    if not -130 <= value.adjusted() <= 125:
        raise Refused("Number out of range: the magnitude is from 1E-130 to 9.9E+125")
    return f"{value:f}"


def _text_bytes(value: str | bytes) -> int:
    return len(value if isinstance(value, bytes) else value.encode())


def value_bytes(value: dict) -> int:
    kind, inner = next(iter(value.items()))
    match kind:
        case "S" | "B":
            return _text_bytes(inner)
        case "N":
            return (len(Decimal(inner).as_tuple().digits) + 1) // 2 + 1
        case "SS" | "BS" | "NS":
            return sum(value_bytes({kind[0]: one}) for one in inner)
        case "L":
            return 3 + sum(1 + value_bytes(one) for one in inner)
        case "M":
            return 3 + sum(1 + len(name.encode()) + value_bytes(one) for name, one in inner.items())
    return 1


def item_bytes(item: dict) -> int:
    return sum(len(name.encode()) + value_bytes(value) for name, value in item.items())


def _value(value: dict) -> None:
    if len(value) != 1:
        raise Refused("Supplied AttributeValue must contain exactly one of the supported datatypes")
    kind, inner = next(iter(value.items()))
    if kind == "N":
        number(inner)
    elif kind in ("SS", "NS", "BS"):
        if not inner:
            raise Refused("One or more parameter values were invalid: An set may not be empty")
        if len({number(one) if kind == "NS" else one for one in inner}) < len(inner):
            raise Refused("One or more parameter values were invalid: Input collection contains duplicates")
    elif kind in ("L", "M"):
        for one in inner.values() if kind == "M" else inner:
            _value(one)


def _used(texts: list[str], given: dict, sign: str, what: str) -> None:
    used = {name for text in texts for name in re.findall(rf"{sign}\w+", text)}
    if missing := used - set(given):
        raise Refused(f"An expression attribute {what} used in expression is not defined: {sorted(missing)[0]}")
    if unused := set(given) - used:
        raise Refused(f"Value provided in ExpressionAttribute{what.title()}s unused in expressions: {sorted(unused)}")


def _expressions(part: dict) -> None:
    texts = [part[name] for name in _EXPRESSIONS if part.get(name) is not None]
    if any(text.strip() == "" for text in texts):
        raise Refused("The expression can not be empty")
    for given in ("ExpressionAttributeValues", "ExpressionAttributeNames"):
        if part.get(given) == {}:
            raise Refused(f"{given} must not be empty")
    if texts or part.get("ExpressionAttributeValues") or part.get("ExpressionAttributeNames"):
        _used(texts, part.get("ExpressionAttributeValues") or {}, ":", "value")
        _used(texts, part.get("ExpressionAttributeNames") or {}, "#", "name")


def _item(item: dict, shape: Shape) -> None:
    for name, kind in shape.types.items():
        if name in item and (kind not in item[name] or item[name][kind] in ("", b"")):
            raise Refused(f"One or more parameter values were invalid: Type mismatch or empty value for key {name}")
    if item_bytes(item) > MAX_ITEM_BYTES:
        raise Refused("Item size has exceeded the maximum allowed size")


def _key(key: dict) -> None:
    if any(inner in ("", b"") for value in key.values() for inner in value.values()):
        raise Refused("One or more parameter values are not valid. The AttributeValue for a key attribute cannot be empty")


def _roots(part: dict, expression: str) -> list[str]:
    """Attributes that an expression uses, with placeholders resolved."""
    names = part.get("ExpressionAttributeNames") or {}
    words = re.findall(r"(?<![:\w.#])#?[A-Za-z_]\w*(?!\w|\s*\()", part.get(expression) or "")
    return [names.get(word, word) for word in words]


def _query(part: dict, shape: Shape) -> None:
    if part.get("Limit") is not None and part["Limit"] < 1:
        raise Refused("1 validation error detected: Value at 'limit' failed to satisfy constraint: at least 1")
    index = part.get("IndexName")
    if index not in shape.keys:
        raise Refused(f"The table does not have the specified index: {index}")
    key = shape.keys[index]
    if any(name in key for name in _roots(part, "FilterExpression")):
        raise Refused("Filter Expression can only contain non-primary key attributes")
    condition = part.get("KeyConditionExpression") or ""
    if re.search(r"<>|\b(OR|NOT|IN)\b|\b(contains|size|attribute_\w+)\s*\(", condition, re.IGNORECASE):
        raise Refused("Invalid operator used in KeyConditionExpression")
    asked = [name for name in _roots(part, "KeyConditionExpression") if name in key]
    if len(asked) > len(set(asked)):
        raise Refused("KeyConditionExpressions must only contain one condition per key")


def _batch(operation: str, tables: dict) -> None:
    count = 0
    for asked in tables.values():
        entries = asked["Keys"] if operation == "BatchGetItem" else asked
        if not entries:
            raise Refused("The batch request list for a table cannot be null or empty")
        count += len(entries)
    if count > _MAX_BATCH[operation]:
        raise Refused("Too many items requested for the batch call")


def _twice(keys: list[dict]) -> None:
    said = [str(sorted((name, str(value)) for name, value in key.items())) for key in keys]
    if len(set(said)) < len(said):
        raise Refused("Provided list of item keys contains duplicates")


def _parts(operation: str, request: dict) -> Iterator[tuple[str, dict]]:
    """Every table in a request, and the request's part for it."""
    if operation == "TransactWriteItems":
        for item in request["TransactItems"]:
            for asked in item.values():
                yield asked["TableName"], asked
    elif operation in _MAX_BATCH:
        for table, asked in request["RequestItems"].items():
            if operation == "BatchGetItem":
                yield table, asked
            else:
                yield from ((table, next(iter(one.values()))) for one in asked)
    elif "TableName" in request:
        yield request["TableName"], request


def check(operation: str, request: dict, shape_of: Callable[[str], Shape | None]) -> None:
    """`shape_of`: by the name of a table; None for a missing table, which is reported elsewhere. @raises Refused"""
    if operation in _MAX_BATCH:
        _batch(operation, request["RequestItems"])
    size, keys = 0, []
    for table, part in _parts(operation, request):
        shape = shape_of(table)
        if shape is None:
            continue
        _expressions(part)
        item, key = part.get("Item"), part.get("Key")
        for value in [*(item or key or {}).values(), *(part.get("ExpressionAttributeValues") or {}).values()]:
            _value(value)
        if item is not None:
            _item(item, shape)
            size += item_bytes(item)
        if key is not None:
            _key(key)
        if operation == "Query":
            _query(part, shape)
        for one in part.get("Keys") or [item or key]:
            if one is not None:
                keys.append({"": {"S": table}, **{name: one[name] for name in shape.keys[None] if name in one}})
    if operation in _MAX_BATCH:
        _twice(keys)
    if operation == "TransactWriteItems" and size > _MAX_TRANSACTION_BYTES:
        raise Refused("The aggregate size of the items in the transaction cannot exceed 4 MB")
