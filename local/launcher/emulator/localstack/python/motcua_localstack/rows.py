"""Rows of moto's tables: queries that read one partition and page as DynamoDB does, and values in DynamoDB's output format.

moto sorts all rows of the table for each query and each page of a scan, and reports no next page when the limit is just reached.
"""

import copy
from collections.abc import Iterable, Iterator
from typing import Any

from moto.dynamodb import comparisons
from moto.dynamodb.exceptions import ItemSizeTooLarge, MockValidationException
from moto.dynamodb.models import dynamo_type
from moto.dynamodb.models.table import GlobalSecondaryIndex, Item, Table

from motcua_localstack.checks import MAX_ITEM_BYTES, number

_PAGE_BYTES = 1_000_000
_moto_scan = Table.scan


def _with_only(item: Item, names: set[str]) -> Item:
    shown = copy.copy(item)
    shown.attrs = {name: value for name, value in item.attrs.items() if name in names}
    return shown


def _projected(item: Item, index: Any) -> Item:
    kind = index.projection.get("ProjectionType")
    if kind == "ALL":
        return item
    included = index.projection.get("NonKeyAttributes", []) if kind == "INCLUDE" else []
    return _with_only(item, {*index.table_key_attrs, *index.schema_key_attrs, *included})


def _partition(table: Table, hash_key: Any, index: Any) -> tuple[list[Item], list[str]]:
    """Rows with this hash key, and the attributes by which they are sorted."""
    own = [table.hash_key_attr, *([table.range_key_attr] if table.range_key_attr else [])]
    if index is None:
        rows = table.items.get(hash_key)
        if rows is None:
            return [], own[1:]
        return (list(rows.values()), own[1:]) if table.range_key_attr else ([rows], own)
    first, *rest = index.schema_key_attrs
    every = (row for held in table.items.values() for row in (held.values() if table.range_key_attr else (held,)))
    rows = [row for row in every if all(name in row.attrs for name in index.schema_key_attrs) and row.attrs[first] == hash_key]
    return rows, [*rest, *own]


def query(
    table: Table,
    hash_key: Any,
    range_comparison: str | None,
    range_objs: list,
    limit: int | None,
    exclusive_start_key: dict | None,
    scan_index_forward: bool,
    projection_expressions: list | None,
    index_name: str | None = None,
    consistent_read: bool = False,
    filter_expression: Any = None,
    **legacy: Any,
) -> tuple[list[Item], int, dict | None]:
    """@returns items found, how many were read, and the key after which the next page begins"""
    if legacy:
        raise MockValidationException("conditions without expressions are not known here")
    index = table.get_index(index_name, error_if_not=True) if index_name else None
    if consistent_read and isinstance(index, GlobalSecondaryIndex):
        raise MockValidationException("Consistent reads are not supported on global secondary indexes")
    rows, order = _partition(table, hash_key, index)

    def place(attrs: dict) -> list:
        return [dynamo_type.DynamoType(attrs[name]).cast_value for name in order if name in attrs]

    rows.sort(key=lambda row: place(row.attrs), reverse=not scan_index_forward)
    if exclusive_start_key:
        start = place(exclusive_start_key)
        rows = [row for row in rows if (place(row.attrs) > start if scan_index_forward else place(row.attrs) < start)]
    if range_comparison:
        rows = [row for row in rows if row.attrs[order[0]].compare(range_comparison, range_objs)]
    page, last = _page(table, rows, limit, index_name)
    shown = page if index is None else [_projected(row, index) for row in page]
    return _shown(shown, filter_expression, projection_expressions), len(page), last


def _page(table: Table, rows: Iterable[Item], limit: int | None, index_name: str | None = None) -> tuple[list[Item], dict | None]:
    """Rows until the limit or a megabyte, and the key after which the next page begins."""
    page: list[Item] = []
    size, more = 0, False
    for row in rows:
        size += row.size()
        more = size > _PAGE_BYTES and page != []
        if not more:
            page.append(row)
            more = len(page) == limit
        if more:
            break
    return page, table._get_last_evaluated_key(page[-1], index_name) if more else None


def _shown(page: list[Item], filter_expression: Any, projection_expressions: list | None) -> list[Item]:
    if filter_expression is not None:
        page = [row for row in page if filter_expression.expr(row)]
    if not projection_expressions:
        return page
    if all(len(path) == 1 and "[" not in path[0] for path in projection_expressions):
        # Whole attributes are copied as they are; moto disassembles each row.
        names = {path[0] for path in projection_expressions}
        return [_with_only(row, names) for row in page]
    return [row.project(projection_expressions) for row in page]


def _rows_after(table: Table, start: dict | None, segments: tuple) -> Iterator[Item]:
    """Partition by partition; only those that are reached are sorted."""
    first = start and dynamo_type.DynamoType(start[table.hash_key_attr]).cast_value
    after = start and table.range_key_attr and dynamo_type.DynamoType(start[table.range_key_attr]).cast_value
    for hash_key in sorted(table.items, key=lambda key: key.cast_value):
        if start and hash_key.cast_value < first:
            continue
        held = table.items[hash_key]
        begun = start and hash_key.cast_value == first
        if not table.range_key_attr:
            rows = [] if begun else [held]
        else:
            rows = [row for key, row in sorted(held.items(), key=lambda one: one[0].cast_value) if not begun or key.cast_value > after]
        if rows and rows[0].is_within_segment(segments):
            yield from rows


def scan(
    table: Table,
    filters: dict,
    limit: int | None,
    exclusive_start_key: dict | None,
    filter_expression: Any = None,
    index_name: str | None = None,
    consistent_read: bool = False,
    projection_expression: list | None = None,
    segments: tuple = (None, None),
) -> tuple[list[Item], int, dict | None]:
    """@returns as `query`. Indexes, and conditions that are no expressions, are left to moto."""
    if filters or index_name:
        bounds = limit, exclusive_start_key, filter_expression, index_name, consistent_read, projection_expression, segments
        return _moto_scan(table, filters, *bounds)
    page, last = _page(table, _rows_after(table, exclusive_start_key, segments), limit)
    return _shown(page, filter_expression, projection_expression), len(page), last


def _plain_numbers() -> None:
    begin = dynamo_type.DynamoType.__init__

    def init(self, type_as_dict):
        begin(self, type_as_dict)
        if self.type == "N" and isinstance(self.value, str):
            self.value = number(self.value)

    dynamo_type.DynamoType.__init__ = init


def _sizes() -> None:
    def set_item(self, name, value):
        others = sum(dynamo_type.bytesize(other) + held.size() for other, held in self.items() if other != name)
        if others + dynamo_type.bytesize(name) + value.size() > MAX_ITEM_BYTES:
            raise ItemSizeTooLarge
        dict.__setitem__(self, name, value)

    dynamo_type.LimitedSizeDict.__setitem__ = set_item


def _comparisons() -> None:
    """Values of different types are neither smaller nor greater; strings are as long as their UTF-16."""

    def of_one_type(compare):
        def expr(self, item):
            try:
                return compare(self, item)
            except TypeError:
                return False

        return expr

    for name in ("OpLessThan", "OpLessThanOrEqual", "OpGreaterThan", "OpGreaterThanOrEqual", "FuncBetween"):
        operator = getattr(comparisons, name)
        operator.expr = of_one_type(operator.expr)
    size = comparisons.FuncSize.expr

    def in_units(self, item):
        return len(self.attr.expr(item).encode("utf-16-le")) // 2 if self.attr.get_type(item) == "S" else size(self, item)

    comparisons.FuncSize.expr = in_units


def _syntax() -> None:
    parse = comparisons.ConditionExpressionParser.parse

    def parsed(self):
        try:
            return parse(self)
        except (ValueError, AssertionError, IndexError) as error:
            raise MockValidationException(f"Invalid expression: {error}") from error

    comparisons.ConditionExpressionParser.parse = parsed


def apply() -> None:
    Table.query = query
    Table.scan = scan
    _plain_numbers()
    _sizes()
    _comparisons()
    _syntax()
