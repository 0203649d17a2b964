"""Whatever arrives, it is answered: too much, too deep, broken, or simply something else."""

import io
import json
import socket
import struct
import time
import zlib

import pytest
from PIL import Image


def post(client, data, name="picture.png", network="tiny-vgg"):
    return client.post(f"/api/networks/{network}/runs", files={"picture": (name, data)})


def test_a_text_file_is_turned_away_kindly(client, is_problem):
    answer = client.post("/api/networks/lenet-5/runs", files={"picture": b"hello"})
    told = is_problem(answer, 415)
    assert told["detail"] == (
        "That file does not open as a picture. PNG, JPEG, WebP and GIF always work."
    )


@pytest.mark.parametrize(
    ("name", "data", "status", "words"),
    [
        ("a.png", b"", 415, "That file is empty."),
        ("a.png", b"just text", 415, "does not open as a picture"),
        ("a.png", b"<html><script>alert(1)</script></html>", 415, "That is a web page"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "That is an SVG drawing"),
        ("a.png", b"\0" * 1_000_000, 415, "does not open as a picture"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 50, 422, "That JPEG file is damaged"),
        ("../../etc/passwd", b"x", 415, "does not open as a picture"),
    ],
)
def test_a_file_that_is_no_picture_is_turned_away(client, is_problem, name, data, status, words):
    is_problem(post(client, data, name), status, words)


def test_a_picture_that_breaks_off_is_reported(client, is_problem, make_picture):
    out = io.BytesIO()
    make_picture().save(out, "JPEG")
    told = is_problem(post(client, out.getvalue()[:900]), 422, "is damaged", "Try to save it again")
    assert told["type"].endswith("damaged-picture")


def test_a_bomb_is_seen_before_it_goes_off(client, is_problem):
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(10**7))), (b"IEND", b"")]
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
    started = time.monotonic()
    is_problem(post(client, data), 413, "too many pixels", "25 megapixels")
    assert time.monotonic() - started < 1


def test_a_side_can_be_too_long(client, is_problem):
    out = io.BytesIO()
    Image.new("1", (16_385, 1)).save(out, "PNG")
    is_problem(post(client, out.getvalue()), 413, "16,385 × 1 pixels", "16,384 on a side")


@pytest.mark.parametrize(
    ("crop", "words"),
    [
        ("1,2", "should be three whole numbers, left,top,side"),
        ("a,b,c", "crop is 'a,b,c'"),
        ("0,0,NaN", "should be three whole numbers"),
        ("0,0,0", "should be at least 1 pixel"),
        ("-1,0,10", "does not lie inside the picture"),
        ("0,0,999999999999999999999", "does not lie inside the picture"),
        ("90,0,10", "which is 96 wide and 72 high"),
    ],
)
def test_a_square_that_makes_no_sense_is_turned_away(client, is_problem, make_picture, crop, words):
    is_problem(client.upload(make_picture(), crop=crop), 422, words)


def test_a_form_without_a_picture_says_how_to_send_one(client, is_problem):
    at = "/api/networks/tiny-vgg/runs"
    for told in (
        client.post(at),
        client.post(at, data={"picture": "not a file"}),
        client.post(at, files={"photo": b"x"}),
        client.post(at, json={"picture": "x"}),
        client.post(at, content=b"x", headers={"content-type": "multipart/form-data"}),
    ):
        is_problem(told, 422)
    is_problem(client.post(at), 422, "curl -F picture=@cat.jpg")


def test_a_form_that_is_no_form_is_reported(client, is_problem):
    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = client.post("/api/networks/tiny-vgg/runs", content=b"--y nonsense", headers=headers)
    is_problem(answer, 422)


def test_an_unknown_network_takes_no_pictures(client, is_problem, make_picture):
    is_problem(client.upload(make_picture(), "nope"), 404, "no network called 'nope'")


# Bodies


def test_a_body_may_be_just_so_large(serve, is_problem, make_picture, make_png):
    data = make_png(make_picture())
    client = serve(body_bytes=len(data) + 1000)
    assert client.upload(data).status_code == 201
    is_problem(post(client, data + b"\0" * 1000), 413, "That is too much to send at once")


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "chunked"])
def test_too_large_a_body_is_answered_readably(client, is_problem, declared):
    """The sender sends all of it first and then reads, as many do; the answer is there."""
    data = b"x" * 11 * 1024 * 1024
    content = data if declared else (data[at : at + 65536] for at in range(0, len(data), 65536))
    answer = client.post("/api/networks/tiny-vgg/runs", content=content)
    told = is_problem(answer, 413, "10 MiB are the most here.")
    assert told["type"].endswith("body-too-large")
    assert answer.headers["connection"] == "close"
    assert "content-security-policy" in answer.headers


def test_a_body_that_lies_about_its_length_is_counted(serve, is_problem):
    client = serve(body_bytes=1000)

    def content():
        for _ in range(100):
            yield b"x" * 100

    is_problem(client.post("/api/networks/tiny-vgg/runs", content=content()), 413)


def test_who_waits_to_be_told_to_go_on_is_told_not_to(server):
    host, port = server[0].removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as line:
        line.sendall(
            b"POST /api/networks/tiny-vgg/runs HTTP/1.1\r\nHost: x\r\n"
            b"Content-Length: 99999999\r\nExpect: 100-continue\r\n\r\n"
        )
        assert line.recv(4096).startswith(b"HTTP/1.1 413")


def test_a_sender_who_goes_away_leaves_nothing_behind(server, client, service):
    host, port = server[0].removeprefix("http://").split(":")
    for _ in range(20):
        with socket.create_connection((host, int(port)), timeout=5) as line:
            line.sendall(
                b"POST /api/networks/tiny-vgg/runs HTTP/1.1\r\nHost: x\r\n"
                b"Content-Length: 100000\r\n\r\nhalf of it"
            )
    assert client.get("/healthz").status_code == 200
    assert "convscope_bytes_in_flight 0" in client.get("/metrics").text


# JSON


def edits_at(run):
    return f"/api/runs/{run['run']}/edits"


def test_a_json_body_may_be_one_mebibyte(client, run, is_problem):
    body = json.dumps({"edits": [], "room": "x" * 1024 * 1024})
    is_problem(
        client.post(edits_at(run), content=body), 413, "bytes of JSON; 1,048,576 are the most"
    )


@pytest.mark.parametrize(
    ("at", "most", "words"),
    [("edits", 1024 * 1024, "1 MiB are the most here."), ("nothing", 65536, "64 KiB are the most")],
)
def test_json_is_counted_while_it_arrives(client, run, is_problem, at, most, words):
    headers = {"content-type": "application/json"}
    address = f"/api/runs/{run['run']}/{at}"
    body = b'"' + b"x" * (most - 2) + b'"'
    assert client.post(address, content=body, headers=headers).status_code != 413
    is_problem(client.post(address, content=body + b" ", headers=headers), 413, words)


def test_brackets_may_stand_twenty_deep(client, run, is_problem):
    for depth, words in ((19, "Edits come as a list"), (21, "20 are the most")):
        body = '{"a": ' * depth + "1" + "}" * depth
        is_problem(client.post(edits_at(run), content=body), 422, words)
    for depth in (1000, 100_000):
        is_problem(client.post(edits_at(run), content="[" * depth + "]" * depth), 422)


def test_edits_in_a_form_keep_to_the_same_limits(client, make_picture, is_problem):
    is_problem(client.upload(make_picture(), edits="[" * 30 + "]" * 30), 422, "20 are the most")
    is_problem(client.upload(make_picture(), edits="x" * 2_000_000), 413, "1 MiB")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "That is not JSON"),
        (b"{", "That is not JSON"),
        (b"{'a': 1}", "That is not JSON"),
        (b"\xff\xfe", "not text in UTF-8"),
        (b'{"edits": [' + b"9" * 5000 + b"]}", "too many digits"),
        (b"\0" * 100, "That is not JSON"),
    ],
)
def test_what_is_no_json_is_reported(client, run, is_problem, body, words):
    is_problem(client.post(edits_at(run), content=body), 422, words)


# Addresses


@pytest.mark.parametrize(
    "at",
    ["/api", "/api/", "/api/nope", "/api/networks/", "/api/runs", "/.env", "/static/../app/main.py",
     "/static/%2e%2e/%2e%2e/pyproject.toml", "/samples/../index.json", "/samples/%2e%2e%2fx",
     "/api/networks/tiny-vgg/%00", "/" + "a" * 5000],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_answered_in_words(client, is_problem, at):
    is_problem(client.get(at), 404)


def test_a_method_that_means_nothing_is_answered_with_those_that_do(client, run, is_problem):
    for method, at, allowed in (
        ("DELETE", f"/api/runs/{run['run']}", "GET"),
        ("PUT", "/api/networks/tiny-vgg/runs", "POST"),
        ("POST", "/api/networks", "GET"),
        ("GET", edits_at(run), "POST"),
    ):
        answer = client.request(method, at)
        is_problem(answer, 405, f"{method} means nothing at", f"{allowed} does.")
        assert allowed in answer.headers["allow"]


def test_the_service_is_well_after_all_this(client, make_picture):
    assert client.get("/healthz").status_code == 200
    assert client.upload(make_picture(77)).status_code == 201


def test_an_error_of_ours_is_no_riddle_either(serve, is_problem, monkeypatch):
    client = serve()
    monkeypatch.setattr(client.service.runs, "get", lambda name: 1 / 0)
    answer = client.get(f"/api/runs/{'0' * 32}")
    is_problem(answer, 500, "Something went wrong on our side")
    assert "ZeroDivision" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
