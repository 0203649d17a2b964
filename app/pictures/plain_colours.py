"""Plain colours: 8-bit red, green and blue, which is all that a network has ever seen.

Files know more: see-through parts, 16-bit greys, colours for print, a profile that says what
its numbers mean. Each is translated here, and what was done is said.
"""

import io

import numpy as np
from PIL import Image, ImageCms

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def plain_colours(image: Image.Image, notes: list[str]) -> Image.Image:
    """8-bit red, green and blue, whatever it was before; what had to be done goes to ``notes``."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        notes.append("Its 16-bit greys were rounded to 8 bits.")
        image = _eight_bits(image)
    if "A" in image.mode.upper() or "transparency" in image.info:
        return _on_white(image.convert("RGBA"), profile, notes)
    if image.mode == "CMYK":
        notes.append("Print colours (CMYK) became red, green and blue.")
    if profile:
        return _true_colours(image, profile, notes)
    return image if image.mode == "RGB" else image.convert("RGB")


def _on_white(image: Image.Image, profile: bytes | None, notes: list[str]) -> Image.Image:
    alpha = image.getchannel("A")
    plain = image.convert("RGB")
    if profile:
        plain = _true_colours(plain, profile, notes)
    if alpha.getextrema() == (255, 255):
        return plain
    notes.append("Transparent parts were laid on white.")
    white = Image.new("RGB", image.size, "white")
    white.paste(plain, mask=alpha)
    return white


def _eight_bits(image: Image.Image) -> Image.Image:
    """Greys from 0 to 65535 as 0 to 255; a grey that means "see-through" stays see-through."""
    greys = np.asarray(image).astype(np.int64)
    small = Image.fromarray(np.clip((greys + 128) // 257, 0, 255).astype(np.uint8))
    if "transparency" in image.info:
        opaque = np.where(greys == image.info["transparency"], 0, 255).astype(np.uint8)
        small.putalpha(Image.fromarray(opaque))
    return small


def _true_colours(image: Image.Image, profile: bytes, notes: list[str]) -> Image.Image:
    """Colours as its own profile means them, in sRGB; a profile that makes no sense is left out."""
    plain_mode = image.mode if image.mode in ("L", "RGB", "CMYK") else "RGB"
    image = image if image.mode == plain_mode else image.convert(plain_mode)
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        name = ImageCms.getProfileDescription(own).strip()
        if "srgb" in name.lower():
            return image.convert("RGB")
        converted = ImageCms.profileToProfile(image, own, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image.convert("RGB")
    if converted is None:
        return image.convert("RGB")
    notes.append(f"Colours were translated from {name or 'its own profile'} to sRGB.")
    return converted
