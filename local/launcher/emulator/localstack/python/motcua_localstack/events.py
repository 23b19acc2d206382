"""EventBridge as on AWS: its validations, patterns about arrays, and entries that tests make it reject."""

import json
import re

from motcua_localstack.faults import FAULTS

_ENTRIES_BYTES = 1_000_000
# Size of the time field in AWS's own formula.
_TIME_BYTES = 14


def _bytes(entry: dict) -> int:
    texts = (entry.get(name) or "" for name in ("Source", "DetailType", "Detail"))
    return sum(len(text.encode()) for text in texts) + (_TIME_BYTES if entry.get("Time") else 0)


_FOREIGN = {"ErrorCode": "NotAuthorizedForSourceException", "ErrorMessage": "Not authorized for the source."}


def fault(entry: dict) -> dict | None:
    """Why an entry is rejected, as reported at its position."""
    for name in ("Source", "DetailType", "Detail"):
        if not entry.get(name):
            return {"ErrorCode": "InvalidArgument", "ErrorMessage": f"{name} is a required argument."}
    try:
        if isinstance(json.loads(entry["Detail"]), dict):
            return None
    except json.JSONDecodeError:
        pass
    return {"ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."}


def refusal(entry: dict, of_a_service: bool) -> dict | None:
    """Request-level validation, before entries. AWS services publish their own events, which are always accepted."""
    if of_a_service:
        return None
    if (entry.get("Source") or "").startswith("aws.") and fault(entry) is None:
        return _FOREIGN
    return {"ErrorCode": "InternalFailure", "ErrorMessage": "injected"} if FAULTS.strikes("put-events") else None


def _fits(self, pattern: dict, payload: dict) -> bool:
    """Fields of objects in an array must match within one object: LocalStack matches each field by itself."""
    patterns = self.flatten_pattern(pattern) if pattern else [{}]
    payloads = self.flatten_payload(payload, patterns)
    return any(
        all(any(self._evaluate_condition(one.get(name), c, field_exists=name in one) for c in asked) for name, asked in wanted.items())
        for wanted in patterns
        for one in payloads
    )


def _wildcard(condition: str, value: object) -> bool:
    """An asterisk matches any text, also none."""
    return isinstance(value, str) and re.fullmatch(".*".join(map(re.escape, condition.split("*"))), value, re.DOTALL) is not None


def apply() -> None:
    """A disabled rule matches nothing."""
    from localstack.services.events import provider
    from localstack.services.events.event_rule_engine import EventRuleEngine

    service = provider.EventsProvider
    process_rules, process_entries = service._process_rules, service._process_entries

    def unless_disabled(self, rule, *args, **kwargs):
        return None if rule.state == "DISABLED" else process_rules(self, rule, *args, **kwargs)

    def some_refused(self, context, entries):
        if not entries or sum(map(_bytes, entries)) > _ENTRIES_BYTES:
            raise provider.ValidationException("Total size of the entries in the request is over the limit, or there are none.")
        refused = [refusal(entry, context.is_internal_call) for entry in entries]
        taken, failed = process_entries(self, context, [entry for entry, no in zip(entries, refused) if not no])
        answers = iter(taken)
        return [no or next(answers) for no in refused], failed + sum(no is not None for no in refused)

    provider.validate_event = fault
    service._process_rules = unless_disabled
    service._process_entries = some_refused
    EventRuleEngine._evaluate_nested_event_pattern_on_dict = _fits
    EventRuleEngine._evaluate_wildcard = staticmethod(_wildcard)
