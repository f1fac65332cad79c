"""As much of an XMPP client as is measured, over plain TCP.

RFC 6120 (sign-in by SASL PLAIN, one resource), XEP-0198 (acknowledgements), XEP-0199 (ping) and
XEP-0313 (the archive).
"""

import socket
from base64 import b64encode
from collections.abc import Iterator
from itertools import count
from typing import Self
from xml.etree.ElementTree import Element, XMLPullParser, tostring

HOST = "localhost"
SASL, ACKS, ARCHIVE = "urn:ietf:params:xml:ns:xmpp-sasl", "urn:xmpp:sm:3", "urn:xmpp:mam:2"
OPEN = (
    f"<stream:stream to='{HOST}' version='1.0' xmlns='jabber:client'"
    " xmlns:stream='http://etherx.jabber.org/streams'>"
)


class Stream:
    """The stanzas of a connection, as soon as each is complete."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._begin()

    def open(self) -> None:
        """Anew after signing in, on the same connection."""
        self._begin()
        self.write(OPEN)
        self.read()

    def write(self, text: str) -> None:
        self._socket.sendall(text.encode())

    def read(self) -> Element:
        """The next stanza. Raises ConnectionError where the server has hung up."""
        while (stanza := next(self._stanzas, None)) is None:
            data = self._socket.recv(65_536)
            if not data:
                raise ConnectionError("The server has hung up")
            self._parser.feed(data)
            self._stanzas = self._complete()
        return stanza

    def _begin(self) -> None:
        self._parser = XMLPullParser(("start", "end"))
        self._open: list[Element] = []
        self._stanzas: Iterator[Element] = iter(())

    def _complete(self) -> Iterator[Element]:
        """What is complete of what was fed; it is taken out of the stream, which never ends."""
        for event, element in self._parser.read_events():
            if event == "start":
                self._open.append(element)
                continue
            self._open.pop()
            if len(self._open) == 1:
                self._open[0].clear()
                yield element


class Client:
    """Somebody who is signed in, and tells nobody: the server takes them for away."""

    def __init__(self, port: int, name: str) -> None:
        self._socket = socket.create_connection((HOST, port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._stream, self._ids = Stream(self._socket), count()
        self._stream.open()
        plain = b64encode(f"\0{name}\0{name}".encode()).decode()
        self._says(f"<auth xmlns='{SASL}' mechanism='PLAIN'>{plain}</auth>", f"{{{SASL}}}success")
        self._stream.open()
        self._asks("set", "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.write("</stream:stream>")
        self._socket.close()

    def acknowledges(self) -> None:
        """From here on the server says when it is asked how far it is."""
        self._says(f"<enable xmlns='{ACKS}'/>", f"{{{ACKS}}}enabled")

    def sends(self, to: str, text: str, times: int = 1) -> None:
        """Until the server is done with all of them. Raises AssertionError where it refuses one."""
        attributes = f"to='{to}@{HOST}' type='chat' id='{next(self._ids)}'"
        message = f"<message {attributes}><body>{text}</body></message>"
        self._says(f"{message * times}<r xmlns='{ACKS}'/>", f"{{{ACKS}}}a")

    def pings(self) -> None:
        self._asks("get", "<ping xmlns='urn:xmpp:ping'/>")

    def reads(self, other: str, page: str) -> list[str]:
        """The archive's ids of messages with somebody, oldest first; the page is as in XEP-0059."""
        fields = (
            f"<field var='FORM_TYPE'><value>{ARCHIVE}</value></field>"
            f"<field var='with'><value>{other}@{HOST}</value></field>"
        )
        form = f"<x xmlns='jabber:x:data' type='submit'>{fields}</x>"
        paging = f"<set xmlns='http://jabber.org/protocol/rsm'>{page}</set>"
        found = self._asks("set", f"<query xmlns='{ARCHIVE}'>{form}{paging}</query>")
        return [result.get("id", "") for message in found for result in message]

    def _asks(self, kind: str, what: str) -> list[Element]:
        asked = f"<iq type='{kind}' id='{next(self._ids)}'>{what}</iq>"
        return self._says(asked, "{jabber:client}iq")

    def _says(self, text: str, answer: str) -> list[Element]:
        """What comes before the answer. Raises AssertionError at a refusal."""
        self._stream.write(text)
        before: list[Element] = []
        while (stanza := self._stream.read()).tag != answer:
            before.append(stanza)
        for one in (*before, stanza):
            assert one.get("type") != "error", tostring(one, "unicode")
        return before
