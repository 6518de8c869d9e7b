"""What a request says: its parameters, its body and its token, each refused where it is not as the standards have it."""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kg.serve.limits import Limits, Refused

FORM = "application/x-www-form-urlencoded"
_NETWORK = 64  # bits of an IPv6 address that a client is given; it chooses the others as it likes
_FIELDS = 200
_PACE = 1 << 16  # bytes a second that a body comes at least, beyond the patience
_HEARD = 8  # times the limit on bodies that is read and thrown away, so that the client hears the refusal


class Parameters:
    """The parameters of a query string or a form, each name with its values in order."""

    def __init__(self, encoded: bytes) -> None:
        try:
            pairs = parse_qsl(
                encoded.decode("ascii"),
                keep_blank_values=True,
                errors="strict",
                max_num_fields=_FIELDS,
            )
        except UnicodeDecodeError as error:
            raise Refused(400, "the parameters are not percent-encoded UTF-8") from error
        except ValueError as error:
            raise Refused(400, f"the parameters cannot be read: {error}") from error
        self.pairs = tuple(pairs)

    def all(self, name: str) -> tuple[str, ...]:
        """The values of a name."""
        return tuple(value for given, value in self.pairs if given == name)

    def one(self, name: str) -> str | None:
        """The value of a name, None where it is not given; two are refused."""
        values = self.all(name)
        if len(values) > 1:
            raise Refused(400, f"{name} is given {len(values)} times: give it once")
        return values[0] if values else None

    def __contains__(self, name: str) -> bool:
        return any(given == name for given, _ in self.pairs)

    def __add__(self, other: Parameters) -> Parameters:
        both = Parameters(b"")
        both.pairs = self.pairs + other.pairs
        return both


def parameters(request: Request) -> Parameters:
    """The parameters of the URL."""
    return Parameters(request.scope["query_string"])


def client(request: Request) -> str:
    """Who asks, by the address: its own, or the network that a client of IPv6 has to itself."""
    address = request.client.host if request.client else ""
    if ":" not in address:
        return address
    number = int(ipaddress.IPv6Address(address.partition("%")[0]))
    return str(ipaddress.ip_network((number, _NETWORK), strict=False))


def media_type(request: Request) -> tuple[str, Mapping[str, str]]:
    """The media type of the body, and its parameters; an encoding other than UTF-8 is refused (415)."""
    kind, *rest = (part.strip() for part in request.headers.get("content-type", "").split(";"))
    pairs = (part.partition("=") for part in rest)
    options = {name.strip().lower(): value.strip().strip('"') for name, _, value in pairs}
    if options.get("charset", "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Refused(415, f"the body is in {options['charset']}: send UTF-8")
    return kind.lower(), options


async def body(request: Request, limits: Limits) -> bytes:
    """The body; one that is too large is refused (413), and one that comes too slowly (408)."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refused(415, "the body is packed: send it as it is")
    content, size = bytearray(), 0
    loop = asyncio.get_running_loop()
    begun = loop.time()
    try:
        async with asyncio.timeout_at(begun + limits.patience) as clock:
            async for piece in request.stream():
                size += len(piece)
                clock.reschedule(begun + limits.patience + size / _PACE)
                if size <= limits.body:
                    content += piece
                elif size > limits.body * _HEARD:
                    break
    except TimeoutError as error:
        raise Refused(408, "the body came too slowly", connection="close") from error
    except ClientDisconnect as error:
        raise Refused(400, "the client hung up before its body ended") from error
    if size > limits.body:
        raise Refused(
            413, f"the body is larger than {limits.body >> 20} MiB: send it in parts", connection="close"
        )
    return bytes(content)


def text(content: bytes) -> str:
    """The body as text; what is not UTF-8 is refused (400)."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, f"the body is not UTF-8: byte {error.start} cannot be read") from error


def authorize(request: Request, token: str | None) -> None:
    """Refuses a change where the server only reads (403), and one without the token (401)."""
    if token is None:
        raise Refused(403, "this server only reads: start it with --allow-update to change the graph")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token.encode()):
        raise Refused(401, "a change needs the token: Authorization: Bearer TOKEN", www_authenticate="Bearer")
