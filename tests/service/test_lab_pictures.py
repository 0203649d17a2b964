"""A picture sent for filters is kept whole, upright and exact, as long as there is room."""

import io

import numpy as np
import pytest
from PIL import Image

PICTURES = "/api/lab/pictures"
SLIDE = [{"weights": [[-1, 0, 1]]}]


def send(client, image, file_format="PNG", **options):
    out = io.BytesIO()
    image.save(out, file_format, **options)
    answer = client.post(PICTURES, files={"picture": ("picture", out.getvalue())})
    assert answer.status_code == 201, answer.text
    return answer.json()


def pixels(client, told):
    answer = client.get(told["pixels"])
    assert answer.status_code == 200, answer.text
    return np.asarray(Image.open(io.BytesIO(answer.content)))


def convolve(client, told):
    body = {"source": {"picture": told["picture"]}, "steps": SLIDE}
    return client.post("/api/lab/convolve?form=npy", json=body)


def test_a_picture_is_kept_as_it_is(client, make_picture):
    image = make_picture(3, (90, 60))
    told = send(client, image)
    assert told == {
        "picture": told["picture"], "width": 90, "height": 60, "channels": 3, "format": "PNG",
        "notes": [], "pixels": f"{PICTURES}/{told['picture']}.png",
    }  # fmt: skip
    assert (pixels(client, told) == np.asarray(image)).all()


def test_it_is_named_by_its_pixels(client, make_picture):
    one, again = send(client, make_picture(3)), send(client, make_picture(3), "BMP")
    assert one["picture"] == again["picture"]
    assert one["picture"] != send(client, make_picture(4))["picture"]


def test_its_address_says_it_never_changes(client, make_picture):
    answer = client.post(PICTURES, files={"picture": ("a", png(make_picture()))})
    at = answer.headers["location"]
    answer = client.get(at)
    assert answer.headers["content-type"] == "image/png"
    assert "immutable" in answer.headers["cache-control"]
    again = client.get(at, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def png(image):
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("size", "kept"),
    [((2000, 500), (1024, 256)), ((300, 1025), (300, 1024)), ((1, 5000), (1, 1024)),
     ((1, 1), (1, 1)), ((1024, 1024), (1024, 1024))],
)  # fmt: skip
def test_a_large_one_is_made_smaller_and_nothing_is_cut_off(client, size, kept):
    told = send(client, Image.new("RGB", size, "teal"))
    assert (told["width"], told["height"]) == kept
    assert bool(told["notes"]) == (size != kept)
    assert pixels(client, told).shape == (*kept[::-1], 3)
    assert (pixels(client, told) == (0, 128, 128)).all()


def test_it_stands_upright(client, make_picture):
    exif = Image.Exif()
    exif[0x0112] = 6
    told = send(client, make_picture(1, (80, 50)), "PNG", exif=exif.tobytes())
    assert (told["width"], told["height"]) == (50, 80)
    assert told["notes"] == ["Turned upright, as the camera noted."]
    turned = make_picture(1, (80, 50)).transpose(Image.Transpose.ROTATE_270)
    assert (pixels(client, told) == np.asarray(turned)).all()


@pytest.mark.parametrize(
    ("image", "file_format", "colour"),
    [
        (Image.new("L", (4, 4), 77), "PNG", (77, 77, 77)),
        (Image.new("1", (4, 4), 1), "PNG", (255, 255, 255)),
        (Image.new("RGBA", (4, 4), (9, 9, 9, 0)), "PNG", (255, 255, 255)),
        (Image.new("LA", (4, 4), (9, 0)), "PNG", (255, 255, 255)),
        (Image.new("P", (4, 4)), "GIF", (0, 0, 0)),
        (Image.new("I;16", (4, 4), 65535), "PNG", (255, 255, 255)),
        (Image.new("CMYK", (8, 8), (0, 0, 0, 255)), "JPEG", (0, 0, 0)),
        (Image.new("RGB", (4, 4), (1, 2, 3)), "WEBP", None),
    ],
)
def test_every_kind_of_picture_becomes_red_green_and_blue(client, image, file_format, colour):
    told = send(client, image, file_format)
    assert told["channels"] == 3
    assert colour is None or (np.abs(pixels(client, told) - np.array(colour, int)) <= 2).all()


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        (b"", 415, "That file is empty"),
        (b"hello", 415, "does not open as a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "an SVG drawing"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, 422, "is damaged"),
        (png(Image.new("RGB", (60, 60), "red"))[:80], 422, "is damaged"),
    ],
)
def test_what_is_no_picture_is_turned_away(client, is_problem, data, status, words):
    is_problem(client.post(PICTURES, files={"picture": ("a.png", data)}), status, words)
    form = {"filter": '{"steps": [{"weights": [[1]]}]}'}
    answer = client.post("/api/lab/convolve", files={"picture": ("a", data)}, data=form)
    is_problem(answer, status, words)


def test_without_a_file_it_is_said_how_to_send_one(client, is_problem):
    is_problem(client.post(PICTURES), 422, "There is no picture")
    is_problem(client.post(PICTURES, data={"picture": "text"}), 422, "There is no picture")


def test_one_that_is_not_kept_says_so(client, is_problem):
    name = "0" * 32
    for answer in (client.get(f"{PICTURES}/{name}.png"), convolve(client, {"picture": name})):
        told = is_problem(answer, 404, "Send it again")
        assert told["type"].endswith(":picture-not-kept")
    for name in ("x", "0" * 31, "A" * 32, "..%2F..%2Fetc", "é"):
        assert client.get(f"{PICTURES}/{name}.png").status_code == 404
        answer = convolve(client, {"picture": name})
        is_problem(answer, 404, "There is no picture called")


def test_workers_and_later_ones_know_it_too(serve, make_picture):
    one, other = serve(), serve()
    told = send(one, make_picture())
    assert (pixels(other, told) == np.asarray(make_picture())).all()
    assert convolve(other, told).content == convolve(one, told).content


def test_what_was_asked_for_longest_ago_goes_first_and_comes_back(serve, is_problem):
    client = serve(lab_picture_memory=1, lab_picture_bytes=20_000)
    images = [Image.new("RGB", (40, 40), (shade, 0, 0)) for shade in range(10)]
    told = [send(client, image) for image in images]
    kept = list((client.service.settings.store_folder / "pictures").iterdir())
    assert 0 < sum(file.stat().st_size for file in kept) <= 20_000
    assert convolve(client, told[-1]).status_code == 200
    gone = is_problem(convolve(client, told[0]), 404)
    assert gone["type"].endswith(":picture-not-kept")
    assert send(client, images[0]) == told[0]
    assert convolve(client, told[0]).status_code == 200


def test_a_damaged_one_is_taken_for_lost(serve, make_picture, is_problem):
    client = serve(lab_picture_memory=1)
    told = send(client, make_picture())
    (file,) = (client.service.settings.store_folder / "pictures").iterdir()
    whole = file.read_bytes()
    for damage in (b"", whole[:100], whole[:-1] + b"?"):
        file.write_bytes(damage)
        is_problem(client.get(told["pixels"]), 404)
        assert send(client, make_picture()) == told
        assert pixels(client, told).any()


def test_a_disk_that_cannot_be_written_to_costs_the_memory_not_the_answer(serve, make_picture):
    client = serve()
    folder = client.service.settings.store_folder
    folder.mkdir(exist_ok=True)
    (folder / "pictures").write_text("in the way")
    told = send(client, make_picture())
    assert convolve(client, told).status_code == 200


def test_how_long_a_side_may_be_is_a_setting(serve):
    told = send(serve(lab_picture_side=16), Image.new("RGB", (64, 32)))
    assert (told["width"], told["height"]) == (16, 8)
    assert "64 pixels on its longer side became 16" in told["notes"][0]
