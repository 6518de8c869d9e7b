"""The page itself: the template, the script and the data in one file, under a policy that lets nothing else run."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.draw.network import DRAWN, network
from kg.draw.palette import load
from kg.draw.rows import rows
from kg.draw.scene import scene
from kg.records import KgError, Reading

VIS = "lib/vis-9.1.2/vis-network.min.js"
TEMPLATE = Path(__file__).parent / "template"
SCRIPTS = (
    "data",
    "state",
    "filter",
    "path",
    "elements",
    "graph",
    "pointer",
    "labels",
    "controls",
    "timeline",
    "cards",
    "evidence",
    "download",
    "main",
)


def page(
    readings: Iterable[Reading],
    *,
    title: str,
    top: int = 60,
    actor: str | None = None,
    relations: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> str:
    """The HTML text of a view that opens with the `top` most active actors; the same input gives the same text.

    The other options choose claims as `kg.draw.scene.scene` does. The file makes no request and needs no server.
    """
    if top < 1:
        raise KgError(f"a view of {top} actors shows nothing: give a number from 1 to {DRAWN}")
    palette = load()
    chosen = scene(readings, actor=actor, relations=relations, since=since, until=until, quiet=palette.quiet)
    drawing = network(chosen, palette, top=top)
    nodes, edges, _, _, _, options = drawing.get_network_data()
    graph = {"nodes": nodes, "edges": edges, "options": json.loads(options)}
    shown = title.encode("utf-8", "replace").decode()
    data = {"title": shown, "top": min(top, DRAWN), "most": DRAWN} | rows(chosen, palette) | graph
    return _rendered(shown, data)


def _rendered(title: str, data: Any) -> str:
    own = "\n".join((TEMPLATE / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    scripts = [_vis(), f'"use strict";\n(() => {{\n{own}}})();\n']
    style = (TEMPLATE / "view.css").read_text(encoding="utf-8")
    policy = [
        "default-src 'none'",
        f"script-src {' '.join(map(_hash, scripts))}",
        f"style-src {_hash(style)}",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    environment = Environment(loader=FileSystemLoader(TEMPLATE), autoescape=True, undefined=StrictUndefined)
    template = environment.get_template("view.html")
    return template.render(
        title=title, policy="; ".join(policy), style=style, data=_json(data), scripts=scripts
    )


def _vis() -> str:
    """The vis-network that pyvis ships, without the pointer to a map that it does not ship."""
    script = files("pyvis").joinpath(VIS).read_text(encoding="utf-8")
    return re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", script)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _json(data: Any) -> str:
    """JSON that cannot end its script element, and holds no character that a file in UTF-8 cannot."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\x7f\u2028\u2029\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)
