"""The glossary: no term is missing, every one is told at three depths, every figure is counted."""

import re
import tomllib

import numpy as np
import pytest

from app.engine import KINDS
from app.engine.input import Input
from app.engine.layers import Dense, ReLU
from app.glossary import Glossary
from tests.service.lessons import TEMPLATES
from tests.service.reading import ROOT

FAMOUS = {
    "alexnet": "alexnet",
    "zfnet": "zfnet",
    "vggnet": "vgg-16",
    "googlenet": "googlenet",
    "resnet": "resnet-18",
}
"""By the term of the glossary: the network that its figures are about."""
TERMS = [
    "neural-network", "deep-learning", "image-classification", "layer", "convolution", "kernel",
    "channel", "feature-map", "stride", "padding", "receptive-field", "activation-function",
    "relu", "sigmoid", "softmax", "logits", "pooling", "max-pooling", "average-pooling",
    "flatten", "fully-connected-layer", "bias", "parameter", "backpropagation",
    "gradient-descent", "loss", "overfitting", "cross-correlation", "lenet", "alexnet", "zfnet",
    "vggnet", "googlenet", "resnet", "local-response-normalisation", "grouped-convolution",
    "auxiliary-head", "radial-basis-function", "subsampling", "concatenation", "skip-connection",
    "inception-module", "global-average-pooling", "ceil-mode",
]  # fmt: skip
DEPTHS = ("summary", "eli5", "in_depth")


@pytest.fixture(scope="module")
def glossary():
    return Glossary(TEMPLATES)


def test_every_term_that_was_promised_is_there(glossary):
    assert set(TERMS) <= set(glossary)


def test_no_kind_of_layer_lacks_its_term(glossary):
    told = [tomllib.loads(file.read_text()) for file in (TEMPLATES / "glossary").glob("*.toml")]
    kinds = {term["layer"]["kind"] for term in told if "layer" in term}
    assert kinds == {*KINDS, Input.kind}


def test_a_layers_words_have_one_source(glossary):
    assert glossary["relu"].summary == ReLU().words((10, 62, 62))["summary"]
    assert glossary["fully-connected-layer"].formula == Dense.formula


def test_every_term_is_said_at_three_depths(glossary):
    for term in glossary.values():
        for depth in DEPTHS:
            text = getattr(term, depth)
            assert len(text) > 60, (term.id, depth)
            assert text.rstrip(")")[-1] in ".?!”", (term.id, depth)
            assert not re.search(r"[{}]|  |(^|[\s(])-\d", text), (term.id, depth)
            assert len(text) < 1200
        assert len({term.summary, term.eli5, term.in_depth}) == 3
        assert term.words
        assert term.views
        assert term.related
        assert term.id not in term.related
        if term.misconception:
            assert all(part.endswith((".", "?")) for part in term.misconception)


def test_no_word_belongs_to_two_terms(glossary):
    words = [word.lower() for term in glossary.values() for word in term.words]
    assert len(words) == len(set(words))


def test_the_glossary_has_every_term_by_theme_and_by_letter(glossary, opened):
    read = opened("/learn/glossary")
    assert [one.attributes["id"] for one in read.all("article")] == [
        term.id for terms in glossary.letters().values() for term in terms
    ]
    themed = [term.id for terms in glossary.themes().values() for term in terms]
    assert sorted(themed) == sorted(glossary)


def test_the_page_gets_the_words_as_data(client, glossary):
    answer = client.get("/api/glossary")
    assert answer.headers["content-type"] == "application/json"
    terms = answer.json()["terms"]
    assert [term["id"] for term in terms] == list(glossary)
    for term in terms:
        assert term["at"] == f"/learn/glossary#{term['id']}"
        assert all(place["at"].startswith("/#") for place in term["see"])
        assert {*DEPTHS} <= term.keys()
    again = client.get("/api/glossary", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(("term", "network"), FAMOUS.items())
def test_the_figures_of_the_famous_networks_are_counted(glossary, client, term, network):
    counted = client.get(f"/api/networks/{network}").json()
    told = glossary[term].figures
    assert told["parameters"] == counted["parameters"]
    assert told["multiplications"] == f"{counted['macs'] / 1e6:,.0f} million"
    assert told["in_dense_layers"] == f"{100 * counted['dense_share']:.1f} %"
    assert told["sees"] == f"{counted['receptive_field'][0]} pixels"
    assert f"{counted['parameters']:,}" in glossary[term].in_depth


def test_lenet_as_published_is_counted_too(glossary, client):
    published = client.get("/api/networks/lenet-5-1998").json()["parameters"]
    assert glossary["lenet"].figures["parameters"] == published
    modern = client.get("/api/networks/lenet-5").json()["parameters"]
    assert f"{modern:,}" in glossary["lenet"].in_depth
    assert 6 * (5 * 5 + 1) == 156
    assert 6 * 28 * 28 == 4704


def test_what_is_said_of_tiny_vgg_is_true(glossary, client):
    told = client.get("/api/networks/tiny-vgg").json()
    assert f"{told['parameters']:,}" in glossary["inference"].in_depth
    assert 15_740 * np.prod([3, 64, 64]) > 190e6
    assert "15,740 pictures" in (ROOT / "models" / "tiny-vgg" / "card.md").read_text()
