"""SES v2, as far as the province uses it: identities, and e-mails that are stored for inspection."""

import threading
import uuid
from email.utils import parseaddr


class NotVerified(Exception):
    pass


class Mail:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._identities: set[tuple[str, str]] = set()
        self._letters: list[dict] = []

    def verify(self, region: str, identity: str) -> None:
        with self._lock:
            self._identities.add((region, identity))

    def forget(self, region: str, identity: str) -> None:
        with self._lock:
            self._identities.discard((region, identity))

    def knows(self, region: str, identity: str) -> bool:
        return (region, identity) in self._identities

    def take(self, region: str, letter: dict) -> str:
        """@returns the e-mail's identifier @raises NotVerified unless the sender's address or domain is an identity"""
        sender = letter.get("FromEmailAddress", "")
        _, address = parseaddr(sender)
        if not any(self.knows(region, identity) for identity in (address, address.rpartition("@")[2])):
            raise NotVerified(sender)
        identifier = str(uuid.uuid4())
        with self._lock:
            self._letters.append({"MessageId": identifier, **plain(letter)})
        return identifier

    def taken(self) -> list[dict]:
        with self._lock:
            return list(self._letters)


def plain(value):
    """JSON-compatible value: bytes become text."""
    match value:
        case dict():
            return {name: plain(inner) for name, inner in value.items()}
        case list():
            return list(map(plain, value))
        case bytes():
            return str(value, errors="replace")
    return value


MAIL = Mail()
