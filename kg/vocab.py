"""The closed vocabulary: namespaces, prefixes, labels, classes and relations, all read from ontology/kg.ttl.

Terms go by their local names (``State``, ``accuses``), the same in the tables, the records and the graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import RdfFormat, Triple, parse

from kg.records import KgError


class VocabError(KgError):
    """A name that the ontology does not have."""


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER type as the ontology has it; `score` runs from -10 (conflict) to 10 (cooperation)."""

    name: str
    cls: str
    iri: str
    relation: str
    quad: str
    score: float
    modes: tuple[str, ...]
    needs_recipient: bool = False


def ontology_path(name: str) -> Path:
    """Where a file or folder of the ontology lies: in the installed package, or in a checkout beside it."""
    package = Path(__file__).parent
    roots = (package / "ontology", package.parent / "ontology")
    for root in roots:
        if (path := root / name).exists():
            return path
    raise VocabError(f"the ontology has no file {name!r}: looked in {' and '.join(map(str, roots))}")


def _read(path: Path) -> tuple[dict[str, str], dict[str, dict[str, list[str]]]]:
    nodes: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    parser = parse(path=str(path), format=RdfFormat.TURTLE)
    for statement in parser:
        if isinstance(statement.subject, Triple) or isinstance(statement.object, Triple):
            raise VocabError(f"{path}: {statement} has a triple as a term; write plain RDF 1.1")
        nodes[statement.subject.value][statement.predicate.value].append(statement.object.value)
    return parser.prefixes, {name: dict(node) for name, node in nodes.items()}


_prefixes, _NODES = _read(ontology_path("kg.ttl"))
_declared: dict[str, Mapping[str, Sequence[str]]] = {}

PREFIXES: Mapping[str, str] = MappingProxyType(dict(sorted(_prefixes.items())))
KG = PREFIXES["kg"]
ID = PREFIXES["id"]

_TYPE = PREFIXES["rdf"] + "type"
_FIRST = PREFIXES["rdf"] + "first"
_REST = PREFIXES["rdf"] + "rest"
_LABEL = PREFIXES["rdfs"] + "label"
_SUBCLASS = PREFIXES["rdfs"] + "subClassOf"
_SUBPROPERTY = PREFIXES["rdfs"] + "subPropertyOf"
_UNION = PREFIXES["owl"] + "unionOf"
_CLASS = PREFIXES["owl"] + "Class"
_NOTATION = PREFIXES["skos"] + "notation"
_IN_SCHEME = PREFIXES["skos"] + "inScheme"
_TOP = "relatedTo"


def _values(name: str, predicate: str) -> list[str]:
    return _NODES[term(name)].get(predicate, [])


def _local(iris: list[str]) -> tuple[str, ...]:
    return tuple(iri.removeprefix(KG) for iri in iris if iri.startswith(KG))


def _having(predicate: str, value: str) -> tuple[str, ...]:
    return _local([iri for iri, node in _NODES.items() if value in node.get(predicate, ())])


@cache
def term(name: str) -> str:
    """The IRI of a local name; an unknown one raises VocabError with the names nearest to it."""
    if KG + name in _NODES:
        return KG + name
    near = get_close_matches(name, _local(list(_NODES)), n=3, cutoff=0.5)
    hint = f"the nearest are {', '.join(near)}" if near else "see ontology/kg.ttl"
    raise VocabError(f"the ontology has no term {name!r}: {hint}")


def label(name: str) -> str:
    """The English label of a term."""
    return _values(name, _LABEL)[0]


@cache
def classes() -> tuple[str, ...]:
    """Every class, in the order of the ontology."""
    return _having(_TYPE, _CLASS)


@cache
def relations() -> tuple[str, ...]:
    """Every relation between entities, the open one (``relatedTo``) first."""
    return (_TOP, *_having(_SUBPROPERTY, KG + _TOP))


def declare(name: str, called: str, *, subject: str = "Entity", object: str = "Entity") -> None:
    """Add a relation of a user's own, below ``relatedTo``, between two classes, for as long as the process runs.

    VocabError where a class is unknown, or where the name is taken with another meaning.
    """
    node = {
        _TYPE: [PREFIXES["owl"] + "ObjectProperty"],
        _SUBPROPERTY: [KG + _TOP],
        _LABEL: [called],
        PREFIXES["rdfs"] + "domain": [KG + _class(subject)],
        PREFIXES["rdfs"] + "range": [KG + _class(object)],
    }
    if _NODES.setdefault(KG + name, node) != node:
        raise VocabError(f"the name {name!r} is taken by {label(name)!r}: choose another")
    _declared[name] = node
    for cached in (relations, domain, range_, refusal, symmetric):
        cached.cache_clear()


def declared(relation: str) -> Mapping[str, Sequence[str]]:
    """What is said of a relation that a user declared, by the IRIs of properties; nothing of the ontology's own."""
    return _declared.get(relation, {})


@cache
def notations(scheme: str) -> tuple[str, ...]:
    """The values of a closed list: Contexts, Quads, Polarities, Modalities, Vias or Modes."""
    found = (note for name in _having(_IN_SCHEME, term(scheme)) for note in _values(name, _NOTATION))
    return tuple(dict.fromkeys(found))


@cache
def events() -> Mapping[str, EventType]:
    """The 16 PLOVER types by name, as in ``events()["ACCUSE"].relation == "accuses"``."""
    found = (_event(name) for name in _having(_SUBCLASS, KG + "Event"))
    return MappingProxyType({event.name: event for event in found})


def _event(cls: str) -> EventType:
    modes = (_values(mode, _NOTATION)[0] for mode in _having(KG + "modeOf", KG + cls))
    return EventType(
        name=_values(cls, KG + "ploverType")[0],
        cls=cls,
        iri=KG + cls,
        relation=_local(_values(cls, KG + "directRelation"))[0],
        quad=_values(cls, KG + "eventQuad")[0],
        score=float(_values(cls, KG + "score")[0]),
        modes=tuple(modes),
        needs_recipient=bool(_values(cls, KG + "needsRecipient")),
    )


@cache
def superclasses(name: str) -> tuple[str, ...]:
    """The classes of this ontology above a class, the nearest first, without itself."""
    above = _local(_values(name, _SUBCLASS))
    return tuple(dict.fromkeys((*above, *(far for near in above for far in superclasses(near)))))


@cache
def is_a(cls: str, ancestor: str) -> bool:
    """Whether a class is the ancestor or lies below it; both must be classes of the ontology."""
    return cls == _class(ancestor) or ancestor in superclasses(_class(cls))


def _class(name: str) -> str:
    if name in classes():
        return name
    raise VocabError(f"{name!r} ({term(name)}) is no class: classes are {', '.join(classes())}")


@cache
def domain(relation: str) -> frozenset[str]:
    """The classes that may be the subject of a relation, with all classes below them."""
    return _closure(relation, PREFIXES["rdfs"] + "domain")


@cache
def range_(relation: str) -> frozenset[str]:
    """The classes that may be the object of a relation, with all classes below them."""
    return _closure(relation, PREFIXES["rdfs"] + "range")


def _closure(relation: str, predicate: str) -> frozenset[str]:
    tops = _local([member for node in _values(relation, predicate) for member in _members(node)])
    return frozenset(cls for cls in classes() for top in tops if is_a(cls, top))


def _members(node: str) -> Iterator[str]:
    if _UNION not in (union := _NODES.get(node, {})):
        yield node
        return
    cell = union[_UNION][0]
    while cell in _NODES:
        yield _NODES[cell][_FIRST][0]
        cell = _NODES[cell][_REST][0]


def allowed(relation: str, subject_type: str, object_type: str | None) -> bool:
    """Whether domain and range of a relation hold for two classes; None stands for no object."""
    return refusal(relation, subject_type, object_type) is None


@cache
def refusal(relation: str, subject_type: str, object_type: str | None) -> str | None:
    """Why a relation may not hold between two classes, or None where it may."""
    sides = (("subject", subject_type, domain(relation)), ("object", object_type, range_(relation)))
    for side, cls, fit in sides:
        if cls is not None and _class(cls) not in fit:
            return f"{cls} cannot be the {side} of {relation}: that must be one of {', '.join(sorted(fit))}"
    return None


@cache
def symmetric(relation: str) -> bool:
    """Whether claims of a relation are two-sided unless the rule that found them says otherwise."""
    return _values(relation, KG + "symmetric") == ["true"]
