"""Claims as a data frame of pandas or polars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from kg.export.table import COLUMNS, KINDS, rows
from kg.export.text import ExportError
from kg.records import BASE, Reading

# Types that can be missing, by those of Parquet.
_PANDAS = MappingProxyType({"int64": "Int64", "bool_": "boolean", "float64": "Float64", "string": "string"})
_POLARS = MappingProxyType({"int64": "Int64", "bool_": "Boolean", "float64": "Float64", "string": "String"})


def frame(readings: Iterable[Reading], *, library: str = "pandas", base: str = BASE) -> Any:
    """A data frame with a row for each claim, in order, and the columns of the CSV; `library` is pandas or polars.

    A value that a claim lacks is missing, days are ISO 8601 text, several contexts stand with ``|``. Where the library
    is neither of the two or is not installed, ExportError.
    """
    if library not in _MAKERS:
        raise ExportError(f"there are no frames of {library!r}: the libraries are {', '.join(_MAKERS)}")
    try:
        module = import_module(library)
    except ImportError as error:
        raise ExportError(f"frames need {library}: pip install {library}") from error
    found = list(rows(readings, base=base))
    return _MAKERS[library](module, {name: [row[name] for row in found] for name in COLUMNS})


def _pandas(pandas: Any, columns: Mapping[str, list[Any]]) -> Any:
    typed = {name: pandas.array(values, dtype=_PANDAS[KINDS[name]]) for name, values in columns.items()}
    return pandas.DataFrame(typed)


def _polars(polars: Any, columns: Mapping[str, list[Any]]) -> Any:
    return polars.DataFrame(columns, schema={name: getattr(polars, _POLARS[KINDS[name]]) for name in columns})


_MAKERS = MappingProxyType({"pandas": _pandas, "polars": _polars})
