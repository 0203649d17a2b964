"""The stories of the networks: whole, true to the descriptions, honest about what they quote."""

import re
import tomllib

import pytest

from app.blanks import BLANK, Unfilled, filled
from app.catalogue import Catalogue
from app.errors import SetupError, UnknownNetwork, UnknownStory
from app.settings import Settings
from app.stories import Stories
from tools.networks.drawing import write
from tools.networks.twins import TWINS

MODELS = Settings().models
FILES = sorted(MODELS.glob("*/story.toml"))
RAW = {file.parent.name: tomllib.loads(file.read_text(encoding="utf-8")) for file in FILES}
OWN = {network: told for network, told in RAW.items() if "same_as" not in told}
TWIN = [network for network in OWN if network.endswith("-twin")]
SIX = ["lenet-5-1998", "alexnet", "zfnet", "vgg-16", "googlenet", "resnet-50"]
DEPTHS = ("summary", "eli5", "in_depth")
NAMES = re.compile(r"LeNet-5|VGG-1[169]|ResNet-(18|34|50)|\b[CSF][1-6]\b|1×1 conv|\+ 1\b")
"""Figures that belong to a name, and the 1 of a sum."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Every description there is, and every story."""
    made = tmp_path_factory.mktemp("models")
    for head, drawn in TWINS:
        write(made, head, drawn())
    for file in (*MODELS.glob("*/network.json"), *FILES):
        place = made / file.parent.name / file.name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(file.read_bytes())
    return made


@pytest.fixture(scope="module")
def catalogue(folder):
    return Catalogue(folder)


@pytest.fixture(scope="module")
def stories(folder, catalogue):
    return Stories(folder, catalogue)


def texts(told):
    """Every sentence of a story that is held to what is counted, by where it stands."""
    for name in ("idea", *DEPTHS, "see"):
        yield name, told[name]
    for name in ("kept", "left_out"):
        for text in told.get(name, []):
            yield name, text
    for step in told["steps"]:
        yield "label", step["label"]
        yield "step", step["text"]
    for wrong in told.get("wrong", []):
        yield "true", wrong["true"]


# Figures


@pytest.mark.parametrize("network", OWN)
def test_every_figure_in_a_story_is_counted_or_quoted(network):
    """What is often published wrongly may be typed: it is what nobody can count."""
    for where, text in texts(OWN[network]):
        left = NAMES.sub("", BLANK.sub("", text))
        assert re.findall(r"\S*\d\S*", left) == [], where


@pytest.mark.parametrize("network", OWN)
def test_every_blank_names_what_it_counts(network):
    for where, text in texts(OWN[network]):
        for blank in BLANK.finditer(text):
            assert re.search(r"[a-z]", blank[1]), (where, blank[0])


@pytest.mark.parametrize("network", OWN)
def test_what_is_quoted_has_its_source(network):
    told = OWN[network]
    for name, said in told.get("quoted", {}).items():
        assert 1 <= said["source"] <= len(told["sources"]), name
        assert any(f"quoted.{name}" in text for _, text in texts(told)), f"{name} is not told"


def test_every_blank_of_every_story_is_filled(stories):
    for story in stories.values():
        said = [story.idea, story.see, *(getattr(story, depth) for depth in DEPTHS)]
        said += [*story.kept, *story.left_out, *(part for wrong in story.wrong for part in wrong)]
        said += [part for step in story.steps for part in (step.label, step.text)]
        for text in said:
            assert not re.search(r"[{}]|  |(^|[\s(])-\d|\d\.\d{4}", text), text


def test_a_blank_is_a_figure_of_the_description(catalogue):
    def said(text):
        return filled(text, catalogue["lenet-5"], catalogue, {"error": "5 %"})

    assert said("{conv_1.parameters} make {conv_1.numbers}") == "156 make 4,704"
    assert said("{conv_1.window}, {conv_1.maps|word} {conv_1.maps|Word}") == "5×5, six Six"
    assert said("{conv_2.heard} of {conv_2.weights / conv_2.maps|times}") == "6 of 150"
    assert said("{image}, {pool_2.shape}, {conv_3.stride}") == "1×32×32, 16×5×5, 1"
    assert said("{macs|million}, {dense_share|percent}") == "0.42 million, 17.8\xa0%"
    assert said("{quoted.error} in {year}, {layers} layers") == "5 % in 1998, 5 layers"
    assert said("{tiny_vgg.conv_1_1.parameters} {tiny_vgg.classes}") == "280 10"


@pytest.mark.parametrize(
    "blank",
    [
        "{nothing}", "{conv_1}", "{conv_1.nothing}", "{parameters|loud}", "{flatten.window}",
        "{__class__}", "{conv_1.__class__}", "{conv_1.network}", "{entry}", "{part}",
        "{parameters ** 2}", "{parameters(1)}", "{conv_1[0]}", "{'a'}", "{1.5 * parameters}",
        "{quoted.nothing}", "{tiny_vgg}", "{lenet_5.parameters +}",
    ],
)  # fmt: skip
def test_a_blank_that_cannot_be_counted_is_refused(catalogue, blank):
    with pytest.raises(Unfilled):
        filled(blank, catalogue["lenet-5"], catalogue, {})


# Words


@pytest.mark.parametrize("network", OWN)
def test_a_story_is_told_at_three_depths(network):
    told = OWN[network]
    assert len({told[depth] for depth in DEPTHS}) == 3
    for where, text in texts(told):
        assert where in ("idea", "label") or text.strip()[-1] in ".?!”", (where, text)
    for depth in DEPTHS:
        assert 120 < len(told[depth]) < 1800
    assert len(told["idea"]) < 60
    assert told["steps"]
    assert all(wrong["believed"].endswith(".") for wrong in told.get("wrong", []))


def test_the_six_follow_on_one_another(catalogue, stories):
    known = [network for network in SIX if catalogue.find(network)]
    assert [RAW[network].get("before") for network in SIX] == [None, *SIX[:-1]]
    if known == SIX:
        assert stories.history() == SIX


@pytest.mark.parametrize("network", TWIN)
def test_a_twin_is_never_passed_off_as_its_original(network):
    told = OWN[network]
    assert told["original"] in RAW
    assert "our own" in told["summary"]
    assert (
        re.search(r"\bis a model of\b", " ".join(told["eli5"].split())) or "model" in told["eli5"]
    )
    assert told["kept"]
    assert "Batch norm" in " ".join(told["left_out"])
    assert "sources" not in told


def test_story_and_description_agree_on_what_a_network_stands_for(catalogue):
    for network, told in OWN.items():
        entry = catalogue.find(network)
        if entry and entry.original:
            said = RAW[entry.original].get("same_as", entry.original)
            assert told.get("original") == said, network


def test_all_six_have_a_twin_whose_story_is_told():
    assert sorted(OWN[network]["original"] for network in TWIN) == sorted(SIX)


@pytest.mark.parametrize("network", SIX)
def test_sources_can_be_found(network):
    for source in OWN[network]["sources"]:
        assert re.fullmatch(r"https://(doi\.org/10\.\d+|arxiv\.org/abs)/\S+", source["address"])
        assert source["title"]
        assert source["authors"]
        assert 1990 < source["year"] < 2020


@pytest.mark.parametrize("network", OWN)
def test_every_step_leads_to_a_layer_that_is_there(catalogue, network):
    for step in OWN[network]["steps"]:
        state = dict(part.split("=") for part in step["state"].split("&"))
        layer = catalogue[state["network"]].network.node(state["layer"])
        shape = catalogue[state["network"]].network.shapes()[layer.name]
        assert int(state.get("map", 1)) <= shape[0]


# The shelf


def test_variants_share_one_story(stories, catalogue):
    for network, told in RAW.items():
        if "same_as" in told and network in stories:
            assert stories[network] == stories[told["same_as"]]
            assert stories[network].network == told["same_as"]


def test_whoever_asks_for_a_story_that_is_not_told_hears_why(stories):
    with pytest.raises(UnknownStory, match="no story about Tiny VGG"):
        stories["tiny-vgg"]
    with pytest.raises(UnknownNetwork):
        stories["nope"]


def test_a_story_that_needs_a_network_not_on_the_shelf_is_not_told(folder, tmp_path):
    for name in ("zfnet-twin", "lenet-twin"):
        (tmp_path / name).mkdir()
        file = (folder / name / "network.json").read_bytes()
        (tmp_path / name / "network.json").write_bytes(file)
    for network in RAW:
        (tmp_path / network).mkdir(exist_ok=True)
        (tmp_path / network / "story.toml").write_text(
            (MODELS / network / "story.toml").read_text(encoding="utf-8"), encoding="utf-8"
        )
    told = Stories(tmp_path, Catalogue(tmp_path))
    assert list(told) == ["lenet-twin"]
    assert told["lenet-twin"].sources[0].year == 1998
    assert "zfnet-twin" not in told


@pytest.mark.parametrize(
    "text",
    ["idea = 3", "idea = ", 'same_as = "nope"', 'idea = "Only this"'],
)
def test_a_broken_story_is_named_when_the_service_starts(tmp_path, text):
    place = tmp_path / "lenet-5" / "story.toml"
    place.parent.mkdir()
    place.write_text(text)
    (tmp_path / "lenet-5" / "network.json").write_bytes(
        (MODELS / "lenet-5" / "network.json").read_bytes()
    )
    with pytest.raises(SetupError, match="lenet-5"):
        Stories(tmp_path, Catalogue(tmp_path))
