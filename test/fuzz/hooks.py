"""Loaded by schemathesis: no generated address leads to a real computer."""

from urllib.parse import urlsplit, urlunsplit

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    body = case.body
    if not isinstance(body, dict) or not isinstance(body.get("url"), str):
        return
    try:
        parts = urlsplit(body["url"])
    except ValueError:
        return
    if parts.scheme in ("http", "https") and parts.netloc:
        # Never resolved (RFC 6761).
        body["url"] = urlunsplit(parts._replace(netloc="fuzz.invalid"))
