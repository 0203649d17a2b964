"""The pages people open, what stands in them, and the headers of everything."""

import json
import re

import pytest

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "font-src 'self'; img-src 'self' blob: data:; worker-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
MANIFEST = {
    "static/src/main.ts": {
        "file": "assets/main-abc123.js",
        "css": ["assets/main-def456.css"],
        "assets": ["assets/inter-latin-wght-normal-x.woff2", "assets/inter-latin-ext-y.woff2"],
        "imports": ["_shared.js"],
        "dynamicImports": ["later.ts"],
    },
    "_shared.js": {"file": "assets/shared-789.js", "css": ["assets/shared-012.css"]},
    "later.ts": {"file": "assets/later-345.js"},
}


@pytest.fixture
def dist(tmp_path):
    """Built assets, as Vite leaves them."""
    folder = tmp_path / "dist"
    (folder / ".vite").mkdir(parents=True)
    (folder / ".vite" / "manifest.json").write_text(json.dumps(MANIFEST))
    (folder / "assets").mkdir()
    (folder / "assets" / "main-abc123.js").write_text("console.log('hello')\n" * 200)
    (folder / "swagger-ui").mkdir()
    (folder / "swagger-ui" / "swagger-ui-bundle.js").write_text("SwaggerUI")
    return folder


@pytest.fixture
def built(serve, dist):
    return serve(dist=dist)


@pytest.fixture
def unbuilt(serve, tmp_path):
    return serve(dist=tmp_path / "nowhere")


@pytest.mark.parametrize(
    "at", ["/", "/docs", "/api/networks", "/nope", "/static/nope", "/healthz", "/openapi.json",
           "/icon.svg", "/metrics", "/api/runs/x"],
)  # fmt: skip
def test_every_answer_carries_the_same_promises(client, at):
    for method in ("GET", "POST", "OPTIONS"):
        headers = client.request(method, at).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers


def test_no_other_site_may_ask(client):
    headers = {"origin": "https://elsewhere.example", "access-control-request-method": "POST"}
    answer = client.options("/api/networks/tiny-vgg/runs", headers=headers)
    assert not any(name.startswith("access-control") for name in answer.headers)


def test_the_page_loads_what_was_built(built):
    page = built.get("/")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<script type="module" src="/static/assets/main-abc123.js"></script>' in page.text
    assert '<link rel="modulepreload" href="/static/assets/shared-789.js">' in page.text
    for style in ("main-def456", "shared-012"):
        assert f'<link rel="stylesheet" href="/static/assets/{style}.css">' in page.text
    assert 'href="/static/assets/inter-latin-wght-normal-x.woff2" as="font"' in page.text
    assert "latin-ext" not in page.text
    assert "later-345" not in page.text


def test_the_page_holds_nothing_that_its_own_policy_forbids(built, unbuilt):
    pages = [built.get("/"), built.get("/docs"), unbuilt.get("/"), unbuilt.get("/docs")]
    for page in (*pages, built.get("/nope", headers={"accept": "text/html"})):
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", page.text)
        assert not re.search(r"<style|\sstyle=|\son\w+=|https?://(?!127\.0\.0\.1)", page.text)


def test_the_page_brings_the_networks_along(built):
    page = built.get("/").text
    held = re.search(r'<script type="application/json" id="networks">(.*?)</script>', page)
    assert json.loads(held.group(1)) == built.get("/api/networks").json()


def test_pages_of_words_are_dressed_too(client):
    page = client.get("/nope", headers={"accept": "text/html"}).text
    for at in re.findall(r'(?:href|src)="(/[^"]+)"', page):
        assert client.get(at).status_code in (200, 503), at
    assert client.get("/pages.css").headers["content-type"].startswith("text/css")


def test_without_scripts_the_page_says_what_it_is(built):
    page = built.get("/").text
    told = page[page.index("<noscript>") : page.index("</noscript>")]
    assert "convolutional neural network" in told
    assert "JavaScript" in told
    assert 'href="/docs"' in told
    assert f"{built.base_url}/api/networks/tiny-vgg/runs".replace("//api", "/api") in told


def test_a_page_that_is_not_built_says_so(unbuilt):
    page = unbuilt.get("/")
    assert page.status_code == 503
    assert "The page is not built yet" in page.text
    assert "python3 dev.py run" in page.text
    assert unbuilt.get("/api/networks").status_code == 200


def test_the_api_pages_are_drawn_by_ourselves(built):
    page = built.get("/docs")
    assert "/static/swagger-ui/swagger-ui-bundle.js" in page.text
    assert "/docs/start.js" in page.text
    start = built.get("/docs/start.js")
    assert start.headers["content-type"].startswith("text/javascript")
    assert "/openapi.json" in start.text


def test_without_their_files_the_api_pages_say_so(unbuilt):
    page = unbuilt.get("/docs")
    assert page.status_code == 200
    assert "have not been built" in page.text
    assert "/openapi.json" in page.text
    assert "swagger" not in page.text


def test_built_files_with_a_hash_never_change(built):
    answer = built.get("/static/assets/main-abc123.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "javascript" in answer.headers["content-type"]
    assert (
        built.get("/static/swagger-ui/swagger-ui-bundle.js").headers["cache-control"] == "no-cache"
    )


def test_text_is_pressed_and_numbers_are_not(built, make_picture):
    run = built.upload(make_picture())
    at = run.headers["location"]
    pressed = {"accept-encoding": "gzip"}
    for address in (at, "/static/assets/main-abc123.js", "/openapi.json"):
        answer = built.get(address, headers=pressed)
        assert answer.headers["content-encoding"] == "gzip"
        assert "accept-encoding" in answer.headers["vary"].lower()
    for address in (f"{at}/maps", f"{at}/picture.png", f"{at}/layers/conv_1_1.npy"):
        assert "content-encoding" not in built.get(address, headers=pressed).headers


def test_the_icon_is_a_small_picture(client):
    for at in ("/icon.svg", "/favicon.ico"):
        answer = client.get(at)
        assert answer.headers["content-type"] == "image/svg+xml"
        assert answer.text.count("<rect") == 9
        assert "<script" not in answer.text
        assert "<style" not in answer.text


def test_who_browses_to_nowhere_finds_a_way_back(client, is_problem):
    page = client.get("/nope", headers={"accept": "text/html,*/*"})
    assert page.status_code == 404
    assert "There is nothing here" in page.text
    assert 'href="/"' in page.text
    is_problem(client.get("/api/nope", headers={"accept": "text/html"}), 404)
    is_problem(client.get("/nope"), 404, "There is nothing at /nope.")


def test_network_descriptions_cannot_break_out_of_the_page():
    from app.pages import island

    text = island({"a": "</script><script>alert(1)</script>&"})
    assert "<" not in text
    assert ">" not in text
    assert json.loads(text) == {"a": "</script><script>alert(1)</script>&"}
