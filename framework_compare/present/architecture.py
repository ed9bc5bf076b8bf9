"""What to build: each layer of the champion's architecture, in a sentence for each part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.scoring.study import Study

_LAYERS: Final = {
    "server": "Server",
    "proxy": "Proxy",
    "hosting": "Hosting",
    "auth": "Sign-in",
    "data_layer": "Data",
    "scaling": "Scaling",
}
_Said = tuple[tuple[str, str], ...]


def architecture(study: Study) -> tuple[tuple[str, _Said], ...]:
    """Return what to build for the champion; nothing where none fits.

    Each layer's name with a sentence for each part that is described, beside the part's name, the
    UI first; nothing where none is.
    """
    champion = study.verdict.champion
    return _layers(study.catalogue, champion) if champion else ()


def architecture_lines(study: Study) -> Iterator[str]:
    """Yield what to build as lines, each beginning with its layer and, in a pairing, its part."""
    champion, catalogue = study.verdict.champion, study.catalogue
    alone = champion is None or len(catalogue.parts(champion)) == 1
    for layer, said in architecture(study):
        yield from (
            f"{layer}: {text}" if alone else f"{layer}, {name}: {text}" for name, text in said
        )


def _layers(catalogue: Catalogue, option: str) -> tuple[tuple[str, _Said], ...]:
    layers = {layer.option: layer for layer in catalogue.article.layer}
    parts = [(part, layers[part]) for part in catalogue.parts(option) if part in layers]
    return tuple(
        (
            name,
            tuple(
                (catalogue.frameworks[part].name, getattr(layer, field)) for part, layer in parts
            ),
        )
        for field, name in _LAYERS.items()
        if parts
    )
