"""What each kind of SHACL constraint asks of the values of a node: the values that break it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from kg import vocab
from kg.check.shapes import below
from kg.check.tokens import text

TYPE = f"<{vocab.PREFIXES['rdf']}type>"
_XSD = vocab.PREFIXES["xsd"]
_NONE: tuple[str, ...] = ()
Props: TypeAlias = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Triples:
    """Triples as tokens, by subject and predicate."""

    nodes: Mapping[str, Props]

    def is_a(self, node: str, classes: frozenset[str]) -> bool:
        """Whether a node has one of some classes."""
        return node in self.nodes and not classes.isdisjoint(self.nodes[node].get(TYPE, _NONE))


_Wanted: TypeAlias = tuple[str, ...]
_Values: TypeAlias = list[str]


def _min_count(wanted: _Wanted, values: _Values, _: Props, __: Triples) -> Iterator[str | None]:
    if len(values) < int(wanted[0]):
        yield None


def _max_count(wanted: _Wanted, values: _Values, _: Props, __: Triples) -> Iterator[str | None]:
    if len(values) > int(wanted[0]):
        yield None


def _has_value(wanted: _Wanted, values: _Values, _: Props, __: Triples) -> Iterator[str | None]:
    if wanted[0] not in values:
        yield None


def _class(wanted: _Wanted, values: _Values, _: Props, graph: Triples) -> Iterator[str]:
    fit = _fit(wanted)
    return (value for value in values if not graph.is_a(value, fit))


@cache
def _fit(wanted: _Wanted) -> frozenset[str]:
    return frozenset().union(*map(below, wanted))


def _in(wanted: _Wanted, values: _Values, _: Props, __: Triples) -> Iterator[str]:
    return (value for value in values if value not in wanted)


def _node_kind(_: _Wanted, values: _Values, __: Props, ___: Triples) -> Iterator[str]:
    return (value for value in values if not value.startswith("<"))


def _datatype(wanted: _Wanted, values: _Values, _: Props, __: Triples) -> Iterator[str]:
    fits = _DATATYPES[wanted[0]]
    return (value for value in values if not fits(value))


def _literal_of(name: str, form: str) -> Callable[[str], object]:
    return re.compile(rf'"{form}"\^\^<{re.escape(_XSD + name)}>').fullmatch


def _is_date(token: str) -> bool:
    if not _DATE(token):
        return False
    try:
        date.fromisoformat(token[1:11])
    except ValueError:
        return False
    return True


_DATE = _literal_of("date", r"\d{4}-\d\d-\d\d(?:Z|[+-]\d\d:\d\d)?")
_DATATYPES: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        f"<{_XSD}string>": lambda token: token[0] == token[-1] == '"',
        f"<{_XSD}date>": _is_date,
        f"<{_XSD}integer>": _literal_of("integer", r"[+-]?\d+"),
        f"<{_XSD}decimal>": _literal_of("decimal", r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"),
        f"<{_XSD}boolean>": _literal_of("boolean", "(?:true|false|0|1)"),
    }
)


def _least(wanted: _Wanted, values: _Values, _: Props, __: Triples) -> Iterator[str]:
    return (value for value in values if (held := _number(value)) is None or held < Decimal(wanted[0]))


def _most(wanted: _Wanted, values: _Values, _: Props, __: Triples) -> Iterator[str]:
    return (value for value in values if (held := _number(value)) is None or held > Decimal(wanted[0]))


@cache
def _number(token: str) -> Decimal | None:
    kinds = ("integer", "decimal")
    fits = any(_DATATYPES[f"<{_XSD}{kind}>"](token) for kind in kinds)
    return Decimal(token.split('"')[1]) if fits else None


def _less(wanted: _Wanted, values: _Values, props: Props, _: Triples) -> Iterator[str]:
    others = props.get(wanted[0], _NONE)
    return (value for value in values for other in others if _order(value, other) not in (-1,))


def _no_more(wanted: _Wanted, values: _Values, props: Props, _: Triples) -> Iterator[str]:
    others = props.get(wanted[0], _NONE)
    return (value for value in values for other in others if _order(value, other) not in (-1, 0))


def _order(one: str, two: str) -> int | None:
    """-1, 0 or 1 as one value comes before the other; None where they cannot be compared."""
    numbers = _number(one), _number(two)
    if numbers[0] is not None and numbers[1] is not None:
        return (numbers[0] > numbers[1]) - (numbers[0] < numbers[1])
    return (one > two) - (one < two) if _is_date(one) and _is_date(two) else None


def _shorter(wanted: _Wanted, values: _Values, _: Props, __: Triples) -> Iterator[str]:
    return (value for value in values if value == '""' or len(text(value)) < int(wanted[0]))


def _unlike(wanted: _Wanted, values: _Values, _: Props, __: Triples) -> Iterator[str]:
    pattern = re.compile(wanted[0])
    return (value for value in values if value.startswith("_:") or not pattern.search(text(value)))


_Rule: TypeAlias = Callable[[_Wanted, _Values, Props, Triples], Iterator[str | None]]
RULES: Mapping[str, _Rule] = MappingProxyType(
    {
        "minCount": _min_count,
        "maxCount": _max_count,
        "hasValue": _has_value,
        "class": _class,
        "or": _class,
        "in": _in,
        "nodeKind": _node_kind,
        "datatype": _datatype,
        "minInclusive": _least,
        "maxInclusive": _most,
        "lessThan": _less,
        "lessThanOrEquals": _no_more,
        "minLength": _shorter,
        "pattern": _unlike,
    }
)
