"""The graph on disk: one writer, any number of readers, SPARQL and named questions."""

from kg.store.decisions import load as load_decisions
from kg.store.decisions import save as save_decisions
from kg.store.disk import Store, memory, open
from kg.store.guard import QueryError
from kg.store.labels import labels
from kg.store.live import dataset
from kg.store.questions import Parameter, Question, question, questions
from kg.store.snapshot import StoreError
from kg.store.sparql import FORMATS, Table, ask, construct, select, serialize

__all__ = [
    "FORMATS",
    "Parameter",
    "QueryError",
    "Question",
    "Store",
    "StoreError",
    "Table",
    "ask",
    "construct",
    "dataset",
    "labels",
    "load_decisions",
    "memory",
    "open",
    "question",
    "questions",
    "save_decisions",
    "select",
    "serialize",
]
