"""The page itself: the template, the script and the data in one file, under a policy that lets nothing else run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.draw.communities import communities
from kg.draw.network import DRAWN, OPTIONS, network
from kg.draw.palette import load
from kg.draw.policy import hashed
from kg.draw.rows import rows
from kg.draw.scene import Scene, scene
from kg.draw.theme import theme
from kg.records import KgError, Reading

VIS = "lib/vis-9.1.2/vis-network.min.js"
TEMPLATE = Path(__file__).parent / "template"
LARGE = 36_000_000  # characters: what opens within five seconds on a laptop
NODE = ("shape", "size", "spots", "stray")
SCRIPTS = (
    "rows",
    "words",
    "data",
    "state",
    "filter",
    "path",
    "elements",
    "graph",
    "pointer",
    "labels",
    "expand",
    "controls",
    "groups",
    "legend",
    "timeline",
    "cards",
    "stretches",
    "article",
    "events",
    "evidence",
    "svg",
    "download",
    "main",
)


Data = dict[str, Any]


def page(
    readings: Iterable[Reading],
    *,
    title: str,
    top: int = 60,
    actor: str | None = None,
    relations: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    home: str = "",
) -> str:
    """The HTML text of a view that opens with the `top` most active actors; the same input gives the same text.

    The view links to `home`, the address of the first page of what it is a part of. The other options choose claims
    as `kg.draw.scene.scene` does. The file makes no request and needs no server.
    """
    chosen = _chosen(readings, actor=actor, relations=relations, since=since, until=until)
    return _rendered(_data(chosen, title=title, top=top), SCRIPTS, home=home)


def live(
    readings: Iterable[Reading],
    *,
    title: str,
    expand: str,
    note: str = "",
    select: str = "",
    top: int = 60,
) -> str:
    """The same view of a part of a store, for the server that has the rest and answers with a `piece` at `expand`.

    `note` tells the reader which part this is; `select` is what is chosen at first: ``actor:ID`` or ``edge:ONE>TWO``.
    """
    data = _data(_chosen(readings), title=title, top=top)
    data |= {"live": {"expand": expand, "note": note}, "select": select}
    return _rendered(data, (*SCRIPTS[:-1], "live", SCRIPTS[-1]), connect="'self'")


def warning(text: str) -> str | None:
    """What to tell of a page that a browser is slow to open, None where it is quick; above 5,000 actors and 50,000 claims."""
    if len(text) <= LARGE:
        return None
    return (
        f"a view of {len(text) / 1e6:.0f} MB opens slowly: choose with --actor, --relation, --since or --until, "
        "or explore the whole store with `kg serve`"
    )


def piece(readings: Iterable[Reading]) -> Data:
    """What a live view takes in of some readings: rows as those of a page, without places."""
    palette = load()
    chosen = _chosen(readings)
    quiet = [name for name in palette.quiet if any(fact.relation == name for fact in chosen.facts)]
    return rows(chosen, palette) | _graph(chosen, top=0) | {"quiet": quiet}


def _chosen(readings: Iterable[Reading], **how: Any) -> Scene:
    return scene(readings, quiet=load().quiet, **how)


def _data(chosen: Scene, *, title: str, top: int) -> Data:
    if top < 1:
        raise KgError(f"a view of {top} actors shows nothing: give a number from 1 to {DRAWN}")
    shown = title.encode("utf-8", "replace").decode()
    opened = {"title": shown, "top": min(top, DRAWN), "most": DRAWN, "options": OPTIONS}
    return opened | rows(chosen, load()) | _graph(chosen, top=top)


def _graph(chosen: Scene, *, top: int) -> Data:
    nodes, edges, *_ = network(chosen, load(), top=top).get_network_data()
    groups = communities(chosen, edges, within=DRAWN) if top else []
    shown = [{key: node[key] for key in NODE} for node in nodes]
    return {"nodes": shown, "edges": edges, "communities": groups}


def _rendered(data: Data, names: Iterable[str], *, connect: str = "'none'", home: str = "") -> str:
    own = "\n".join(map(_source, names))
    scripts = [_vis(), f'"use strict";\n(() => {{\n{own}}})();\n']
    style = _style()
    policy = [
        "default-src 'none'",
        f"script-src {' '.join(map(hashed, scripts))}",
        f"style-src {hashed(style)}",
        "img-src data: blob:",
        f"connect-src {connect}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    environment = Environment(loader=FileSystemLoader(TEMPLATE), autoescape=True, undefined=StrictUndefined)
    template = environment.get_template("view.html")
    return template.render(
        title=data["title"],
        policy="; ".join(policy),
        style=style,
        home=home,
        live="live" in data,
        data=_json(data),
        scripts=scripts,
    )


def _style() -> str:
    rules = (TEMPLATE / "view.css").read_text(encoding="utf-8")
    return f':root {theme("light")}:root[data-theme="dark"] {theme("dark")}{rules}'


def _source(name: str) -> str:
    return (TEMPLATE / f"{name}.js").read_text(encoding="utf-8")


def _vis() -> str:
    """The vis-network that pyvis ships, without the pointer to a map that it does not ship."""
    script = files("pyvis").joinpath(VIS).read_text(encoding="utf-8")
    return re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", script)


def _json(data: Any) -> str:
    """JSON that cannot end its script element, and holds no character that a file in UTF-8 cannot."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\x7f\u2028\u2029\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)
