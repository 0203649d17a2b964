"""A tabby cat that looks straight at you."""

import numpy as np

from samples.draw.camera import Camera
from samples.draw.canvas import blur, disc, finish, grid, lay, ramp
from samples.draw.fur import Coat, away_from, comb, on_screen, whiskers
from samples.draw.light import Light, window_light
from samples.draw.noise import Array, band, fractal, smoothstep
from samples.draw.paints import Skin, coat, over
from samples.draw.photograph import Solid, photograph
from samples.draw.solids import column, cut, egg, fold, length, melt, rod

LIGHT = Light(
    sun=(-0.65, 0.75, 0.85),
    sun_colour=(1.75, 1.65, 1.5),
    sky_colour=(0.50, 0.50, 0.54),
    ground_colour=(0.30, 0.26, 0.22),
    softness=4.0,
    surroundings=window_light,
)
NOSE = column((0.0, -0.20, 1.05))


CAMERA = Camera(place=(0.0, 0.15, 7.0), target=(0.0, 0.17, 0.0), lens=2.35)
MUZZLE = CAMERA.lens / 6.0  # of the picture's side is one unit on the face, 6 units away


def tabby(size: int) -> Array:
    """Stripes, green eyes, and whiskers that the network will never see at 64 pixels."""
    shot = photograph(_cat(), CAMERA, LIGHT, size)
    picture = lay(_room(size), shot.seen, shot.image)
    eyes = [(0.38, 0.09, 0.68), (-0.38, 0.09, 0.68)]
    furry = shot.of(0) * away_from(shot, eyes, 0.245)
    flow = on_screen(shot, CAMERA, _stream)
    under = Coat(30000, 0.050, 0.0028, contrast=0.12, lift=0.9)
    outer = Coat(60000, 0.034, 0.0014)
    picture = comb(picture, furry, flow, under, seed=1)
    picture = comb(picture, furry, flow, outer, seed=2)
    picture = lay(picture, blur(shot.of(1, 2), 0.001), shot.image)
    picture = _whiskers(_mouth(picture))
    return finish(picture[:, ::-1], vignette=0.32, grain=0.007, saturation=0.95, contrast=0.8)


def _mouth(picture: Array) -> Array:
    """The line below the nose, the two arcs it parts into, and spots where whiskers grow."""
    column_, row = grid(picture.shape[0])
    aside, y = np.abs(column_ - 0.5) / MUZZLE, CAMERA.place[1] - (row - 0.5) / MUZZLE
    arc = -0.375 - 0.053 * np.sin(np.clip(aside / 0.166, 0, 1) * np.pi) + 0.05 * aside
    lips = smoothstep(0.0147, 0.004, np.abs(y - arc)) * smoothstep(0.208, 0.16, aside)
    lips = np.maximum(lips, smoothstep(0.0107, 0.004, aside) * band(y, -0.375, -0.26))
    spots = np.zeros_like(aside)
    for line in range(3):
        for place in range(3):
            centre = (0.139 + 0.045 * place, -0.245 - 0.035 * line - 0.008 * place)
            spots = np.maximum(spots, disc(aside, y, centre, (0.008, 0.008), 0.005))
    return lay(picture, np.clip(0.75 * lips + 0.45 * spots, 0, 1), "#2a1a14")


def _whiskers(picture: Array) -> Array:
    """Four to either side; the lower ones hang."""
    hairs = []
    for line, (lift, bend) in enumerate(((-14, -0.25), (-2, 0.1), (10, 0.35), (22, 0.5))):
        aside = MUZZLE * (0.16 + 0.021 * line)
        y = 0.5 + MUZZLE * (CAMERA.place[1] + 0.241 + 0.032 * line)
        long = MUZZLE * (0.96 - 0.08 * line)
        hairs.append((0.5 - aside, y, 180 - lift, long, -bend))
        hairs.append((0.5 + aside, y, lift, long, bend))
    return lay(picture, 0.75 * whiskers(picture.shape[0], hairs, 0.0028), "#fbf7ef")


def _room(size: int) -> Array:
    """A dim room with a lamp in it, far out of focus."""
    x, y = grid(size)
    wall = ramp(0.7 * x + 0.5 * y, ((0, "#83655a"), (0.5, "#5d3b34"), (1, "#38221f")))
    wall = lay(wall, 0.8 * disc(x, y, (0.12, 0.2), (0.2, 0.3), 0.1), "#b9a88d")
    wall = lay(wall, 0.5 * disc(x, y, (0.93, 0.35), (0.12, 0.4), 0.1), "#7d5f45")
    sofa = smoothstep(0.70, 0.80, y + 0.05 * np.sin(7 * x))
    wall = lay(wall, sofa, "#5d352f")
    return blur(wall, 0.03)


def _cat() -> list[Solid]:
    def head(p: Array) -> Array:
        q = fold(p, 0)
        skull = egg(q, (0.0, 0.06, 0.0), (0.98, 0.86, 0.82))
        cheek = egg(q, (0.50, -0.30, 0.22), (0.52, 0.44, 0.50))
        face = melt(skull, cheek, 0.25)
        face = melt(face, rod(q, (0, 0.42, 0.60), (0, -0.10, 0.88), 0.20, 0.15), 0.22)
        face = melt(face, egg(q, (0.17, -0.38, 0.76), (0.25, 0.20, 0.26)), 0.12)
        face = melt(face, egg(q, (0.0, -0.60, 0.64), (0.22, 0.15, 0.22)), 0.10)
        face = cut(face, egg(q, (0.38, 0.08, 0.86), (0.205, 0.15, 0.2)), 0.08)
        ear = egg(_ear_axes(q), (0, 0.0, 0), (0.42, 0.64, 0.20))
        ear = cut(ear, egg(_ear_axes(q), (0.0, 0.0, 0.22), (0.31, 0.54, 0.20)), 0.06)
        face = melt(face, ear, 0.12)
        chest = egg(q, (0, -1.85, -0.35), (1.15, 1.25, 0.85))
        return 0.9 * melt(face, chest, 0.3)

    def eyes(p: Array) -> Array:
        q = fold(p, 0)
        return egg(q, (0.375, 0.08, 0.56), (0.225, 0.215, 0.22))

    def nose(p: Array) -> Array:
        narrow = 1 + 2.6 * np.clip(-0.17 - p[1], 0, 0.2)
        q = np.stack([p[0] * narrow, p[1], p[2]])
        return 0.7 * egg(q, (0, -0.22, 0.97), (0.125, 0.08, 0.09))

    return [Solid(head, _tabby_coat), Solid(eyes, _eye), Solid(nose, _nose)]


def _ear_axes(q: Array) -> Array:
    """Coordinates of one ear: y runs to its tip, z out of its opening."""
    p = q - column((0.62, 0.78, 0.02))
    lean = np.radians(22)
    x = np.cos(lean) * p[0] - np.sin(lean) * p[1]
    y = np.sin(lean) * p[0] + np.cos(lean) * p[1]
    narrow = 1 + 1.5 * np.clip(y, -0.1, 0.62)
    return np.stack([x * narrow, y, p[2] - 0.15 * x]).astype(np.float32)


def _tabby_coat(p: Array, _normal: Array) -> Skin:
    """Grey-brown with the M on the forehead, lines from the eyes, a pale muzzle."""
    x, y, z = np.abs(p[0]), p[1], p[2]
    wave = 0.25 * (fractal(p[0] * 3, y * 3, z * 3, octaves=3) - 0.5)
    skin = coat(p, "#6e6255")
    skin = over(skin, 0.6 * smoothstep(0.2, 0.75, fractal(p[0] * 5, y * 5, z * 5)), "#8f7f6a")
    lines = smoothstep(0.1, 0.6, np.cos((x + wave * 0.35) * 24 * (1.0 + 0.25 * (y - 0.4))))
    forehead = smoothstep(0.28, 0.45, y) * smoothstep(0.72, 0.5, x) * (z > -0.5)
    skin = over(skin, 0.85 * lines * forehead, "#1e1814")
    reach = np.hypot(x - 0.05, (y - 0.10) * 1.15)
    rays = smoothstep(0.2, 0.7, np.cos((y + 0.30 * x + wave * 0.6) * 17))
    skin = over(skin, 0.85 * rays * smoothstep(0.55, 0.72, reach) * (y < 0.3), "#1e1814")
    body = smoothstep(0.0, 0.6, np.cos((y + 0.5 * x * x + wave) * 12)) * smoothstep(-0.95, -1.15, y)
    skin = over(skin, 0.7 * body, "#1e1814")
    glow = smoothstep(0.36, 0.22, np.hypot((x - 0.38) / 1.2, (y - 0.08) / 1.0))
    skin = over(skin, 0.7 * glow, "#c3bfb5")
    bridge = smoothstep(0.16, 0.08, x) * band(y, -0.15, 0.3, 0.1)
    skin = over(skin, 0.75 * bridge, "#8c8073")
    muzzle = smoothstep(1.1, 0.75, np.hypot(x / 0.40, (y + 0.46) / 0.24)) * (z > 0.3)
    skin = over(skin, 0.9 * muzzle, "#e6e2da")
    chest = smoothstep(0.5, 0.15, x + 0.2 * np.abs(y + 1.0)) * smoothstep(-0.8, -1.0, y)
    skin = over(skin, 0.6 * chest, "#cbc7bd")
    almond = np.hypot((x - 0.382) / 0.215, (y - 0.09 - 0.12 * (x - 0.38)) / 0.15)
    skin = over(skin, smoothstep(1.12, 1.02, almond) * (z > 0.3), "#1a120d")
    inner = smoothstep(0.62, 0.75, y) * smoothstep(0.0, 0.02, -_hollow(p))
    skin = over(skin, inner, "#b98a76")
    return skin, 0.02


def _hollow(p: Array) -> Array:
    """Negative inside the opening of an ear."""
    q = _ear_axes(fold(p, 0))
    return egg(q, (0.0, 0.0, 0.22), (0.33, 0.56, 0.23))


def _eye(p: Array, _normal: Array) -> Skin:
    """Green iris with fine rays, amber towards the slit, a window in it, black around."""
    x, y = np.abs(p[0]) - 0.382, p[1] - 0.09
    radius, angle = np.hypot(x, y), np.arctan2(y, x)
    rays = fractal(angle * 7, radius * 9, octaves=3)
    skin = coat(p, "#7d9438") * (0.55 + 0.8 * rays)
    skin = over(skin, 0.8 * smoothstep(0.14, 0.05, radius), "#c0a33a")
    skin = over(skin, smoothstep(0.15, 0.185, radius), "#2c3312")
    skin = over(skin, smoothstep(1.06, 0.94, np.hypot(x / 0.06, y / 0.12)), "#040404")
    skin = over(skin, 0.55 * smoothstep(0.06, 0.15, y), "#14100a")
    almond = np.hypot(x / 0.205, (y - 0.12 * x) / 0.135)
    skin = over(skin, smoothstep(0.90, 0.98, almond), "#0d0906")
    from_left = p[0] - np.sign(p[0]) * 0.382 + 0.055
    window = smoothstep(1.2, 0.8, np.hypot(from_left / 0.042, (y - 0.055) / 0.034))
    return over(skin, window, "#ffffff"), 0.12


def _nose(p: Array, _normal: Array) -> Skin:
    skin = coat(p, "#a8665a") * (0.8 + 0.4 * fractal(p[0] * 30, p[1] * 30, octaves=2))
    nostril = np.hypot((np.abs(p[0]) - 0.075) / 0.035, (p[1] + 0.245) / 0.016)
    skin = over(skin, 0.9 * smoothstep(1.3, 0.7, nostril), "#35191a")
    return skin, 0.2


def _stream(p: Array, _normal: Array) -> Array:
    """Hair grows away from the nose, longer the farther; up along the ears, down the chest."""
    away = p - NOSE
    far = length(away)
    flow = away / np.maximum(far, 1e-3) + column((0, -0.1, -0.35))
    flow = flow * (0.25 + 0.75 * smoothstep(0.1, 1.1, far))
    ear = smoothstep(0.72, 0.95, p[1])
    up = np.stack([np.sign(p[0]) * 0.2, 0.5 + 0 * p[0], 0 * p[0]])
    flow = flow * (1 - ear) + ear * up
    chest = smoothstep(-0.75, -1.1, p[1])
    return flow * (1 - chest) + chest * np.stack([0.35 * p[0], -1.2 + 0 * p[0], 0.1 + 0 * p[0]])
