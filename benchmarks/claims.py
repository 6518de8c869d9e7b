"""Measures what is claimed: events, relations, attributes and times read off raw text, and what reading costs.

    python benchmarks/claims.py SHARED [--part plover] [--limit 20] [--errors 10]

SHARED holds `benchmarks/` (its README.md says of what); what is missing is skipped and told. No record of a benchmark gets
treatment of its own. Each part says in the module of its name how it scores; the peers' figures stand beside ours.
"""

from collections.abc import Mapping

from article import articles, example
from bench import Bench, Part, parser, show
from expressions import expressions
from judged import judged, sample
from ontologies import text2kg
from openie import benchie
from relations import re3d, redocred
from stages import cost
from triplets import plover

PARTS: Mapping[str, Part] = {
    "plover": plover,
    "example": example,
    "articles": articles,
    "re3d": re3d,
    "judged": judged,
    "redocred": redocred,
    "benchie": benchie,
    "text2kg": text2kg,
    "times": expressions,
    "cost": cost,
}


def main() -> None:
    """Print the parts, or the claims to judge."""
    made = parser(PARTS, __doc__)
    made.add_argument("--sample", type=int, help="print this many claims of re3d to judge, and nothing else")
    options = made.parse_args()
    if options.sample is None:
        show(PARTS, options)
    else:
        print(*sample(Bench(options.shared), options.sample), sep="\n")


if __name__ == "__main__":
    main()
