"""The description of the API is complete, and true."""

import json

import pytest


@pytest.fixture(scope="module")
def told(client):
    return client.get("/openapi.json").json()


def calls(told):
    return [
        (path, method, call)
        for path, methods in told["paths"].items()
        for method, call in methods.items()
    ]


def test_every_call_of_the_contract_is_described(told):
    described = {f"{method.upper()} {path}" for path, method, _ in calls(told)}
    run, network = "/api/runs/{run}", "/api/networks/{network}"
    layer, both = f"{run}/layers/{{layer}}", f"{run}/against/{{other}}"
    assert described == {
        "GET /healthz", "GET /readyz", "GET /metrics",
        "GET /api/glossary", "GET /api/networks", f"GET {network}", f"GET {network}/weights",
        f"GET {network}/layers/{{layer}}/weights.npz",
        f"GET {network}/layers/{{layer}}/weights.json",
        f"PUT {network}/weights", f"GET {network}/weights/names",
        f"GET {network}/against/{{other}}", f"GET {network}/story",
        f"POST {network}/runs", f"POST {run}/edits",
        f"GET {run}", f"GET {run}.npz", f"GET {run}/maps", f"GET {run}/weights",
        f"POST {run}/edits/maps", f"GET {run}/changes", f"GET {run}/samples",
        f"GET {run}/picture.png",
        f"GET {both}", f"GET {both}/maps", f"GET {both}/layers/{{layer}}.json",
        f"GET {both}/layers/{{layer}}.npy", f"GET {both}/layers/{{layer}}.png",
        f"GET {both}/layers/{{layer}}/{{channel}}.png",
        f"GET {layer}.json", f"GET {layer}.npy", f"GET {layer}.png",
        f"GET {layer}/{{channel}}.png", f"GET {layer}/thumbnails",
        f"POST {run}/lab",
        f"GET {network}/missions", f"POST {run}/missions/{{mission}}",
        "GET /api/lab/presets", "GET /api/lab/presets/{name}", "POST /api/lab/pictures",
        "GET /api/lab/pictures/{picture}.png", "POST /api/lab/convolve",
        "POST /api/lab/cell",
        "GET /api/alterations", f"POST {run}/altered", f"GET {run}/sweeps/{{alteration}}",
        f"GET {layer}/cells/{{channel}}/{{row}}/{{column}}",
        f"GET {layer}/cells/{{channel}}/{{row}}/{{column}}/field", f"GET {run}/evidence",
    }  # fmt: skip


def test_every_call_says_what_it_is_for(told):
    for path, method, call in calls(told):
        assert call["description"].endswith("."), (method, path)
        assert call["summary"]
        assert call["tags"]


def test_every_parameter_has_a_description(told):
    for path, _, call in calls(told):
        for parameter in call.get("parameters", []):
            assert parameter.get("description", "").endswith("."), (path, parameter["name"])


def test_every_field_has_a_description(told):
    for name, schema in told["components"]["schemas"].items():
        for field, about in schema["properties"].items():
            assert about.get("description", "").endswith("."), f"{name}.{field}"


def test_there_are_examples(told):
    text = json.dumps(told)
    assert text.count('"examples"') > 15
    run = told["paths"]["/api/runs/{run}"]["get"]["parameters"][0]
    assert run["schema"]["examples"] if "examples" in run["schema"] else run["examples"]


def test_whatever_goes_wrong_is_described_too(told):
    for _, _, call in calls(told):
        content = call["responses"]["default"]["content"]
        assert list(content) == ["application/problem+json"]
        assert "422" not in call["responses"]


def test_every_reference_leads_to_a_schema(told):
    def references(part):
        if isinstance(part, dict):
            if "$ref" in part:
                yield part["$ref"]
            for one in part.values():
                yield from references(one)
        elif isinstance(part, list):
            for one in part:
                yield from references(one)

    for reference in references(told):
        assert reference.rpartition("/")[2] in told["components"]["schemas"], reference


def test_what_is_sent_is_described(told):
    upload = told["paths"]["/api/networks/{network}/runs"]["post"]["requestBody"]["content"]
    assert list(upload) == ["multipart/form-data"]
    edits = told["paths"]["/api/runs/{run}/edits"]["post"]["requestBody"]["content"]
    assert edits["application/json"]["schema"]["$ref"].endswith("/Edits")
