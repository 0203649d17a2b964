"""Any picture a person may have becomes the pixels a network sees, and what was done is said."""

import contextlib
import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageDraw

from app import pictures
from app.errors import BadCrop, ConvscopeError, DamagedPicture, TooManyPixels, UnsupportedPicture
from app.pictures import Crop
from app.settings import Settings

PHOTO, RGB = {"kind": "photo"}, (3, 64, 64)
DIGIT, GREY = {"kind": "digit"}, (1, 32, 32)
RED, GREEN, BLUE = (220, 30, 30), (30, 200, 60), (40, 60, 210)


def scene(size=(80, 60), mode="RGB"):
    """A picture whose corners can be told apart: red, green / blue, white."""
    width, height = size
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=RED)
    draw.rectangle((width // 2, 0, width, height // 2 - 1), fill=GREEN)
    draw.rectangle((0, height // 2, width // 2 - 1, height), fill=BLUE)
    return image.convert(mode)


def saved(image, file_format="PNG", **options):
    out = io.BytesIO()
    image.save(out, file_format, **options)
    return out.getvalue()


def read(data, **more):
    return pictures.read(data, PHOTO, RGB, **more)


def corners(picture):
    """The colours near the four corners: top left, top right, bottom left, bottom right."""
    return [tuple(picture.pixels[:, y, x].tolist()) for y in (10, 53) for x in (10, 53)]


def assert_scene(picture, close=12):
    for found, wanted in zip(corners(picture), [RED, GREEN, BLUE, (255, 255, 255)], strict=True):
        assert np.abs(np.subtract(found, wanted)).max() <= close, (found, wanted)


@pytest.mark.parametrize(
    ("file_format", "options"),
    [
        ("PNG", {}),
        ("JPEG", {"quality": 95, "subsampling": 0}),
        ("JPEG", {"quality": 95, "subsampling": 0, "progressive": True}),
        ("WEBP", {"lossless": True}),
        ("GIF", {}),
        ("BMP", {}),
    ],
)
def test_every_common_format_is_read(file_format, options):
    picture = read(saved(scene(), file_format, **options))
    assert_scene(picture)
    assert (picture.width, picture.height) == (80, 60)
    assert picture.format == {"WEBP": "WebP"}.get(file_format, file_format)
    assert picture.pixels.shape == RGB
    assert picture.pixels.dtype == np.uint8
    assert picture.crop == Crop(10, 0, 60)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_upright_however_the_camera_was_held(orientation, file_format):
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    lying = scene() if orientation == 1 else scene().transpose(undo[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"JPEG": {"quality": 95, "subsampling": 0}, "WEBP": {"lossless": True}}
    picture = read(saved(lying, file_format, exif=exif, **options.get(file_format, {})))
    assert_scene(picture)
    assert (picture.width, picture.height) == (80, 60)
    assert ("Turned upright, as the camera noted." in picture.notes) == (orientation != 1)


def test_a_damaged_note_about_the_orientation_is_no_note():
    picture = read(saved(scene(), "JPEG", exif=b"Exif\x00\x00nonsense, all of it"))
    assert (picture.width, picture.height) == (80, 60)


def test_transparent_parts_are_laid_on_white():
    image = scene(mode="RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 40, 30))
    picture = read(saved(image))
    assert corners(picture)[0] == (255, 255, 255)
    assert corners(picture)[1] == GREEN
    assert "Transparent parts were laid on white." in picture.notes


def test_half_transparent_colours_are_mixed_with_white():
    picture = read(saved(Image.new("RGBA", (8, 8), (0, 0, 0, 128))))
    assert np.abs(picture.pixels.astype(int) - 127).max() <= 1


def test_an_opaque_alpha_channel_is_not_worth_a_word():
    assert not any("ransparent" in note for note in read(saved(scene(mode="RGBA"))).notes)


@pytest.mark.parametrize(
    "image",
    [
        Image.new("LA", (8, 8), (0, 0)),
        Image.new("RGBA", (8, 8), (0, 0, 0, 0)),
    ],
    ids=["LA", "RGBA"],
)
def test_what_is_not_there_is_white(image):
    assert (read(saved(image)).pixels == 255).all()


@pytest.mark.parametrize("file_format", ["PNG", "GIF"])
def test_a_palette_may_hold_a_transparent_colour(file_format):
    image = scene().quantize(8)
    hidden = image.getpixel((5, 5))
    picture = read(saved(image, file_format, transparency=hidden))
    assert corners(picture)[0] == (255, 255, 255)
    assert np.abs(np.subtract(corners(picture)[2], BLUE)).max() <= 12


def test_a_colour_can_be_declared_transparent_in_png():
    assert corners(read(saved(scene(), transparency=RED)))[0] == (255, 255, 255)


def test_a_grey_picture_is_the_same_in_all_three_colours():
    picture = read(saved(scene(mode="L")))
    assert (picture.pixels[0] == picture.pixels[1]).all()
    assert (picture.pixels[1] == picture.pixels[2]).all()
    assert "No colours in it: red, green and blue are the same." in picture.notes


def test_black_and_white_without_greys_is_read():
    assert read(saved(scene(mode="1"))).pixels.max() == 255


def sixteen_bits(greys, **chunks):
    """A 16-bit grey PNG, written by hand: (h, w) of 0..65535."""
    height, width = greys.shape
    lines = b"".join(b"\0" + row.astype(">u2").tobytes() for row in greys)
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 16, 0, 0, 0, 0))]
    parts += [(name.encode(), data) for name, data in chunks.items()]
    parts += [(b"IDAT", zlib.compress(lines)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def test_sixteen_bits_are_rounded_to_eight_not_cut_off():
    greys = np.repeat(np.arange(64) * 1040, 64).reshape(64, 64)
    picture = read(sixteen_bits(greys))
    assert (picture.pixels[0] == (greys + 128) // 257).all()
    assert "Its 16-bit greys were rounded to 8 bits." in picture.notes


def test_a_sixteen_bit_grey_can_be_declared_transparent():
    greys = np.full((8, 8), 300)
    picture = read(sixteen_bits(greys, tRNS=struct.pack(">H", 300)))
    assert (picture.pixels == 255).all()


def test_print_colours_are_read():
    picture = read(saved(scene(mode="CMYK"), "JPEG", quality=95, subsampling=0))
    assert_scene(picture, close=30)
    assert "Print colours (CMYK) became red, green and blue." in picture.notes


def swapped_profile():
    """sRGB with red and green swapped: a profile that makes a difference one can see."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    return profile.replace("sRGB".encode("utf-16-be"), "GRBs".encode("utf-16-be"))


@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "WEBP"])
def test_colours_are_what_their_profile_says(file_format):
    image = Image.new("RGB", (64, 64), (250, 10, 10))
    picture = read(saved(image, file_format, icc_profile=swapped_profile()))
    red, green, blue = picture.pixels.mean(axis=(1, 2))
    assert green > 240
    assert red < 40
    assert blue < 40
    assert any("GRBs" in note for note in picture.notes)


def test_srgb_itself_changes_nothing():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain, tagged = read(saved(scene())), read(saved(scene(), icc_profile=profile))
    assert (plain.pixels == tagged.pixels).all()
    assert plain.notes == tagged.notes


def test_a_profile_that_makes_no_sense_is_left_out():
    assert_scene(read(saved(scene(), icc_profile=b"no profile at all")))


@pytest.mark.parametrize("file_format", ["GIF", "PNG", "WEBP"])
def test_of_a_moving_picture_the_first_frame_counts(file_format):
    rest = [Image.new("RGB", (80, 60), "black")]
    options = {"lossless": True} if file_format == "WEBP" else {}
    data = saved(scene(), file_format, save_all=True, append_images=rest, duration=100, **options)
    picture = read(data)
    assert_scene(picture)
    assert "Moving picture: only its first frame is used." in picture.notes


def test_one_pixel_is_a_picture():
    picture = read(saved(Image.new("RGB", (1, 1), RED)))
    assert (picture.pixels == np.array(RED)[:, None, None]).all()
    assert picture.crop == Crop(0, 0, 1)
    assert picture.blank


def test_a_very_long_picture_is_cut_to_its_middle():
    image = Image.new("RGB", (1, 5000), "white")
    image.putpixel((0, 2499), RED)
    picture = read(saved(image))
    assert picture.crop == Crop(0, 2499, 1)
    assert (picture.pixels == np.array(RED)[:, None, None]).all()


def test_nothing_is_ever_letterboxed():
    picture = read(saved(Image.new("RGB", (300, 50), RED)))
    assert (picture.pixels == np.array(RED)[:, None, None]).all()


def test_a_square_of_ones_own_is_cut_out():
    picture = read(saved(scene()), crop=Crop(0, 0, 30))
    assert (picture.pixels[:, :60, :60] == np.array(RED)[:, None, None]).all()
    assert picture.crop == Crop(0, 0, 30)
    assert "Your square was cut out: 30 × 30 of 80 × 60 pixels." in picture.notes


def test_the_square_is_measured_on_the_upright_picture():
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = scene().transpose(Image.Transpose.ROTATE_90)
    picture = read(saved(lying, exif=exif), crop=Crop(0, 30, 30))
    assert (picture.pixels[:, 4:, :60] == np.array(BLUE)[:, None, None]).all()


@pytest.mark.parametrize(
    ("crop", "words"),
    [
        (Crop(60, 0, 30), "from 60, 0 to 90, 30 does not lie inside the picture, which is 80 wide"),
        (Crop(-1, 0, 30), "does not lie inside the picture"),
        (Crop(0, 0, 61), "80 wide and 60 high"),
        (Crop(0, 0, 0), "should be at least 1 pixel"),
    ],
)
def test_a_square_outside_the_picture_is_turned_away(crop, words):
    with pytest.raises(BadCrop, match=words):
        read(saved(scene()), crop=crop)


def test_a_picture_of_the_right_size_is_used_as_it_is():
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    picture = read(saved(Image.fromarray(noise)))
    assert (picture.pixels == noise.transpose(2, 0, 1)).all()
    assert picture.notes == [
        "Square: nothing cropped.",
        "Already 64 × 64: every pixel is used as it is.",
        "It looks like noise.",
    ]


def test_training_and_serving_prepare_alike():
    image = scene((97, 71))
    prepared = pictures.prepare(image, PHOTO, RGB)
    assert (prepared.pixels == read(saved(image)).pixels).all()
    square = image.crop((13, 0, 84, 71)).resize((64, 64), Image.Resampling.BICUBIC)
    assert (prepared.pixels == np.asarray(square).transpose(2, 0, 1)).all()


def test_the_input_runs_from_zero_to_one():
    pixels = np.array([[[0, 51, 255]]], np.uint8)
    numbers = pictures.to_input(pixels)
    assert numbers.dtype == np.float32
    assert numbers.shape == (1, 1, 1, 3)
    assert numbers.ravel().tolist() == [0, np.float32(0.2), 1]


@pytest.mark.parametrize("colour", ["white", "black", RED])
def test_a_picture_of_one_colour_is_blank(colour):
    picture = read(saved(Image.new("RGB", (90, 64), colour)))
    assert picture.blank
    assert picture.notes[-1] == "Every pixel looks the same: there is nothing to see."


def test_a_picture_of_something_is_not_blank():
    assert not read(saved(scene())).blank


def large(size=(4000, 3000)):
    """A picture of many pixels with something on every scale."""
    x, y = np.arange(size[0]), np.arange(size[1])[:, None]
    image = np.empty((size[1], size[0], 3), np.uint8)
    image[..., 0] = np.sin(x / 300) * 90 + 128
    image[..., 1] = np.cos(y / 200) * 90 + 128
    image[..., 2] = x.astype(np.uint8) ^ y.astype(np.uint8)
    return Image.fromarray(image)


def test_twelve_megapixels_are_unpacked_no_finer_than_needed():
    image = large()
    picture = read(saved(image, "JPEG", quality=90))
    exact = pictures.prepare(image, PHOTO, RGB)
    assert (picture.width, picture.height) == (4000, 3000)
    assert picture.crop == Crop(500, 0, 3000)
    assert np.abs(picture.pixels.astype(int) - exact.pixels).mean() < 2
    assert "Shrunk from 3000 × 3000 to 64 × 64 pixels." in picture.notes


def test_a_small_square_of_a_large_picture_keeps_its_detail():
    image = large()
    picture = read(saved(image, "JPEG", quality=95), crop=Crop(1000, 800, 64))
    exact = pictures.prepare(image, PHOTO, RGB, Crop(1000, 800, 64))
    assert np.abs(picture.pixels.astype(int) - exact.pixels).mean() < 6


# What is turned away


def bomb(width, height):
    """A PNG of a few bytes that claims to be enormous."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


@pytest.mark.parametrize("size", [(5001, 5000), (100_000, 100_000), (16_385, 1), (1, 2**31 - 1)])
def test_too_many_pixels_are_seen_in_the_header(size):
    with pytest.raises(TooManyPixels, match="25 megapixels and 16,384 on a side"):
        read(bomb(*size))


def test_the_most_pixels_are_a_setting():
    with pytest.raises(TooManyPixels, match=r"80 × 60 pixels; 0\.001 megapixels"):
        read(saved(scene()), settings=Settings(picture_pixels=1000))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"hello", "That file does not open as a picture. PNG, JPEG, WebP and GIF always work."),
        (b"", "That file is empty."),
        (b"\0" * 100_000, "does not open as a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "That is an SVG drawing"),
        (b"<?xml version='1.0'?><svg/>", "That is an SVG drawing"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "That is a web page"),
        (b"%PDF-1.7", "That is a PDF"),
        (b"II*\0\0\0\0\0", "That is a TIFF picture"),
        (b"\0\0\0\x18ftypheic", "That is a HEIC picture"),
        (b"\0\0\0\x18ftypavif", "That is an AVIF picture"),
        (b"PK\3\4", "That is a ZIP archive"),
    ],
)
def test_what_is_no_picture_is_turned_away_kindly(data, words):
    with pytest.raises(UnsupportedPicture, match=words):
        read(data)


def test_a_tiff_is_not_even_opened():
    with pytest.raises(UnsupportedPicture, match="TIFF"):
        read(saved(scene(), "TIFF"))


@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_picture_that_breaks_off_is_reported(file_format, share):
    noise = np.random.default_rng(0).integers(0, 256, (80, 80, 3), dtype=np.uint8)
    data = saved(Image.fromarray(noise), file_format)
    with pytest.raises(DamagedPicture, match="is damaged"):
        read(data[: int(len(data) * share)])


def test_a_broken_header_is_reported():
    with pytest.raises(DamagedPicture, match="That PNG file is damaged: its beginning"):
        read(b"\x89PNG\r\n\x1a\n" + b"\xff" * 100)


@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_whatever_is_in_a_file_nothing_unforeseen_happens(file_format):
    """A thousand bytes changed at random, one after the other: read, or turned away in words."""
    random = np.random.default_rng(7)
    whole = saved(scene((40, 30)), file_format)
    for _ in range(300):
        data = bytearray(whole)
        for place in random.integers(0, len(data), random.integers(1, 6)):
            data[place] = random.integers(0, 256)
        with contextlib.suppress(ConvscopeError):
            assert read(bytes(data)).pixels.shape == RGB


# Digits


def seven(size=28, ink=255, paper=0, at=(9, 6), scale=1):
    """A seven drawn with two strokes."""
    image = Image.new("L", (size, size), paper)
    draw = ImageDraw.Draw(image)
    x, y = at
    points = [(x, y), (x + 10 * scale, y), (x + 4 * scale, y + 16 * scale)]
    draw.line(points, fill=ink, width=max(2, 2 * scale))
    return image


def digit(image, **more):
    return pictures.read(saved(image), DIGIT, GREY, **more)


def mnist_like():
    """A digit as MNIST has it, made by our own fitting."""
    return digit(seven(280, 0, 255, (90, 60), 10)).pixels[0, 2:30, 2:30]


def test_a_digit_that_is_like_mnist_passes_unchanged():
    found = mnist_like()
    again = digit(Image.fromarray(found))
    assert (again.pixels[0, 2:30, 2:30] == found).all()
    assert not again.pixels[0, :2].any()
    assert again.notes == ["Already a digit as MNIST has them: every pixel is used as it is."]


def test_what_the_network_saw_can_be_sent_again():
    seen = digit(seven(280, 0, 255, (90, 60), 10)).pixels
    assert (digit(Image.fromarray(seen[0])).pixels == seen).all()


def test_ink_is_fitted_and_centred_as_mnist_did():
    found = mnist_like()
    rows, columns = np.flatnonzero(found.any(1)), np.flatnonzero(found.any(0))
    assert 19 <= max(np.ptp(rows), np.ptp(columns)) + 1 <= 20
    weight = found.astype(float)
    centre = (weight.sum(1) @ np.arange(28), weight.sum(0) @ np.arange(28)) / weight.sum()
    assert np.abs(centre - 14).max() <= 0.5
    assert found.max() == 255


def test_dark_ink_on_light_paper_is_the_same_digit():
    light = digit(seven(280, 255, 0, (90, 60), 10))
    dark = digit(seven(280, 0, 255, (90, 60), 10))
    assert (light.pixels == dark.pixels).all()
    assert any("Dark ink on light paper" in note for note in dark.notes)
    assert not any("Dark ink" in note for note in light.notes)


@pytest.mark.parametrize("at", [(20, 30), (90, 60), (170, 100)])
def test_it_does_not_matter_where_the_digit_was_written(at):
    here, there = digit(seven(280, 0, 255, (90, 60), 10)), digit(seven(280, 0, 255, at, 10))
    assert (here.pixels == there.pixels).all()


def test_uneven_paper_is_not_ink():
    light = np.linspace(180, 250, 280)[None, :] + np.zeros((280, 1))
    strokes = np.asarray(seven(280, 0, 255, (90, 60), 10)) < 128
    photo = np.where(strokes, 40, light).astype(np.uint8)
    found = digit(Image.fromarray(photo)).pixels.astype(int)
    assert np.abs(found - digit(seven(280, 0, 255, (90, 60), 10)).pixels).mean() < 8


@pytest.mark.parametrize("paper", [0, 255, 128])
def test_a_sheet_without_ink_is_blank(paper):
    picture = digit(Image.new("L", (100, 100), paper))
    assert picture.blank
    assert not picture.pixels.any()
    assert picture.notes == ["No ink was found: there is nothing to see."]


def test_thin_strokes_are_thickened():
    image = Image.new("L", (400, 400), 255)
    ImageDraw.Draw(image).line([(100, 80), (250, 80), (160, 320)], fill=0, width=6)
    thin = digit(image)
    assert "Thin strokes were thickened: the network learned bold ones." in thin.notes
    assert thin.pixels.mean() > 12
    assert not any("Thin" in note for note in digit(seven(280, 0, 255, (90, 60), 10)).notes)


def test_a_digit_on_a_wide_sheet_is_found():
    sheet = Image.new("L", (600, 200), 255)
    sheet.paste(seven(180, 0, 255, (60, 30), 6), (10, 10))
    picture = digit(sheet)
    assert not picture.blank
    assert picture.crop.left < 150
    assert picture.crop.left + picture.crop.side <= 600


def test_a_square_of_a_sheet_may_be_given():
    sheet = Image.new("L", (400, 200), 255)
    sheet.paste(seven(180, 0, 255, (60, 30), 6), (10, 10))
    sheet.paste(0, (300, 50, 390, 60))
    picture = digit(sheet, crop=Crop(0, 0, 200))
    assert (picture.pixels == digit(seven(180, 0, 255, (60, 30), 6)).pixels).all()
    assert picture.crop == Crop(0, 0, 200)


def test_colours_make_no_difference_to_a_digit():
    assert not digit(seven(100, 0, 255, (30, 20), 3).convert("RGBA")).blank
