"""Patterns and refusals of EventBridge."""

import pytest
from localstack.services.events.event_rule_engine import EventRuleEngine
from motcua_localstack import events

events.apply()
GOOD = {"Source": "one", "DetailType": "one", "Detail": "{}"}


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (GOOD, None),
        ({**GOOD, "Source": ""}, "InvalidArgument"),
        ({**GOOD, "Detail": "[1]"}, "MalformedDetail"),
        ({**GOOD, "Detail": '{"n":'}, "MalformedDetail"),
    ],
)
def test_an_entry(entry, code):
    assert (events.fault(entry) or {}).get("ErrorCode") == code


@pytest.mark.parametrize(
    ("pattern", "payload", "fits"),
    [
        ({"a": {"b": [1], "c": [2]}}, {"a": [{"b": 1, "c": 2}]}, True),
        ({"a": {"b": [1], "c": [2]}}, {"a": [{"b": 1, "c": 0}, {"b": 0, "c": 2}]}, False),
        ({"a": ["x"], "d": ["y"]}, {"a": ["z", "x"], "d": ["y", "z"]}, True),
        ({"a": [{"wildcard": "x/*.pdf"}]}, {"a": "x/.pdf"}, True),
        ({"a": [{"wildcard": "x/*.pdf"}]}, {"a": "x/a.pdf.exe"}, False),
        ({}, {"a": 1}, True),
    ],
)
def test_a_pattern(pattern, payload, fits):
    assert EventRuleEngine().evaluate_pattern_on_event(pattern, payload) is fits


def test_only_services_of_aws_put_events_of_aws():
    entry = {**GOOD, "Source": "aws.s3"}
    assert events.refusal(entry, of_a_service=False)["ErrorCode"] == "NotAuthorizedForSourceException"
    assert events.refusal(entry, of_a_service=True) is None
    assert events.refusal(GOOD, of_a_service=False) is None
