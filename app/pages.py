"""The page's shell: a small HTML file that says which of the built files the browser needs."""

from typing import Any

import orjson
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

from app.formulas import mathml
from app.settings import Settings

ENTRY = "static/src/main.ts"
"""Where the page begins, as Vite's manifest names it."""


class Pages:
    """Fills in the templates."""

    def __init__(self, settings: Settings) -> None:
        self.folder = settings.templates
        self._manifest = settings.dist / ".vite" / "manifest.json"
        self._swagger = settings.dist / "swagger-ui" / "swagger-ui-bundle.js"
        self._templates = Environment(
            loader=FileSystemLoader(settings.templates),
            autoescape=select_autoescape(),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["tex"] = lambda tex, large=False: Markup(mathml(tex, large))

    @property
    def built(self) -> bool:
        """Whether the page's own files are there."""
        return self._manifest.is_file()

    @property
    def documented(self) -> bool:
        """Whether the files that draw the API pages are there."""
        return self._swagger.is_file()

    def page(self, template: str, **values: Any) -> bytes:
        """A page, with the addresses of the files it needs."""
        return (
            self._templates.get_template(template).render(bundle=self.bundle(), **values).encode()
        )

    def file(self, name: str) -> bytes:
        """A small file that is served as it is."""
        return (self.folder / name).read_bytes()

    def bundle(self) -> dict[str, list[str]]:
        """The built files by what they are: scripts, further modules, styles, fonts."""
        if not self.built:
            return {"scripts": [], "modules": [], "styles": [], "fonts": []}
        manifest = orjson.loads(self._manifest.read_bytes())
        chunks = _needed(manifest, ENTRY)
        return {
            "scripts": [manifest[ENTRY]["file"]],
            "modules": [chunk["file"] for chunk in chunks[1:]],
            "styles": [style for chunk in chunks for style in chunk.get("css", [])],
            "fonts": [
                name
                for chunk in chunks
                for name in chunk.get("assets", [])
                if name.endswith(".woff2") and "latin-ext" not in name and "latin" in name
            ],
        }


def _needed(manifest: dict[str, Any], entry: str) -> list[dict[str, Any]]:
    """The entry's chunk and all it imports at once, each of them once."""
    names = [entry]
    for name in names:
        names += [other for other in manifest[name].get("imports", []) if other not in names]
    return [manifest[name] for name in names]


def island(data: Any) -> str:
    """Plain data as JSON that may stand inside a <script> element.

    >>> island({"a": "</script>"})
    '{"a":"\\\\u003c/script\\\\u003e"}'
    """
    text = orjson.dumps(data).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
