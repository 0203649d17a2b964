"""A tabby cat that looks straight at you."""

import numpy as np

from samples.draw.canvas import blur, disc, finish, grid, lay, ramp
from samples.draw.fur import Coat, comb, on_screen, whiskers
from samples.draw.light import Camera, Light, Skin, Solid, coat, over, photograph, window_light
from samples.draw.noise import Array, band, fractal, smoothstep
from samples.draw.solids import column, cut, egg, length, melt, rod

LIGHT = Light(
    sun=(-0.65, 0.75, 0.85),
    sun_colour=(1.75, 1.65, 1.5),
    sky_colour=(0.50, 0.50, 0.54),
    ground_colour=(0.30, 0.26, 0.22),
    softness=4.0,
    surroundings=window_light,
)
NOSE = column((0.0, -0.20, 1.05))


def tabby(size: int) -> Array:
    """Stripes, green eyes, and whiskers that the network will never see at 64 pixels."""
    camera = Camera(place=(0.0, 0.15, 7.0), target=(0.0, 0.02, 0.0), lens=2.25)
    shot = photograph(_cat(), camera, LIGHT, size)
    picture = lay(_room(size), shot.seen, shot.image)
    furry = shot.seen * (shot.which == 0)
    flow = on_screen(shot, camera, _stream)
    picture = comb(picture, furry, flow, Coat(30000, 0.050, 0.0028, lift=0.88), seed=1)
    picture = comb(picture, furry, flow, Coat(60000, 0.034, 0.0015, contrast=0.12), seed=2)
    picture = lay(picture, blur(shot.seen * (shot.which > 0), 0.001), shot.image)
    return finish(_whiskers(_mouth(picture, size), size), vignette=0.32)


def _mouth(picture: Array, size: int) -> Array:
    """The line below the nose and the two arcs it parts into."""
    x, y = grid(size)
    aside = np.abs(x - 0.5)
    arc = 0.652 + 0.020 * np.sin(np.clip(aside / 0.062, 0, 1) * np.pi) - 0.05 * aside
    curve = smoothstep(0.0055, 0.0015, np.abs(y - arc)) * smoothstep(0.078, 0.06, aside)
    stem = smoothstep(0.004, 0.0015, aside) * band(y, 0.607, 0.652, 0.004)
    dots = _pads(x, y)
    return lay(picture, np.clip(0.75 * np.maximum(curve, stem) + 0.45 * dots, 0, 1), "#2a1a14")


def _pads(x: Array, y: Array) -> Array:
    """Small dark spots where the whiskers grow."""
    spots = np.zeros_like(x)
    for row in range(3):
        for place in range(3):
            centre = (0.052 + 0.017 * place, 0.603 + 0.013 * row + 0.003 * place)
            spots = np.maximum(spots, disc(np.abs(x - 0.5), y, centre, (0.003, 0.003), 0.002))
    return spots


def _room(size: int) -> Array:
    """A dim room with a lamp in it, far out of focus."""
    x, y = grid(size)
    wall = ramp(0.7 * x + 0.5 * y, ((0, "#6f6a63"), (0.5, "#4c443d"), (1, "#241f1c")))
    wall = lay(wall, 0.8 * disc(x, y, (0.12, 0.2), (0.2, 0.3), 0.1), "#b9a88d")
    wall = lay(wall, 0.5 * disc(x, y, (0.93, 0.35), (0.12, 0.4), 0.1), "#7d5f45")
    sofa = smoothstep(0.70, 0.80, y + 0.05 * np.sin(7 * x))
    wall = lay(wall, sofa, "#7c3b34")
    return blur(wall, 0.03)


def _cat() -> list[Solid]:
    def head(p: Array) -> Array:
        q = np.stack([np.abs(p[0]), p[1], p[2]])
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
        q = np.stack([np.abs(p[0]), p[1], p[2]])
        return egg(q, (0.375, 0.08, 0.56), (0.225, 0.215, 0.22))

    def nose(p: Array) -> Array:
        narrow = 1 + 2.6 * np.clip(-0.17 - p[1], 0, 0.2)
        return 0.7 * egg(
            np.stack([p[0] * narrow, p[1], p[2]]), (0, -0.22, 0.97), (0.125, 0.08, 0.09)
        )

    return [Solid(head, _tabby_coat), Solid(eyes, _eye), Solid(nose, _nose)]


def _ear_axes(q: Array) -> Array:
    """Coordinates of one ear: y runs to its tip, z out of its opening."""
    p = q - column((0.62, 0.78, 0.02))
    lean = np.radians(22)
    x = np.cos(lean) * p[0] - np.sin(lean) * p[1]
    y = np.sin(lean) * p[0] + np.cos(lean) * p[1]
    narrow = 1 + 1.5 * np.clip(y, -0.1, 0.62)
    return np.stack([x * narrow, y, p[2] - 0.15 * x]).astype(np.float32)


def _tabby_coat(p: Array, normal: Array) -> Skin:
    """Brown agouti with the M on the forehead, lines from the eyes, a pale muzzle."""
    x, y, z = np.abs(p[0]), p[1], p[2]
    wave = 0.25 * (fractal(p[0] * 3, y * 3, z * 3, octaves=3) - 0.5)
    skin = coat(p, "#8d7556")
    skin = over(skin, 0.6 * smoothstep(0.2, 0.75, fractal(p[0] * 5, y * 5, z * 5)), "#b59a72")
    lines = smoothstep(0.1, 0.6, np.cos((x + wave * 0.35) * 24 * (1.0 + 0.25 * (y - 0.4))))
    forehead = smoothstep(0.28, 0.45, y) * smoothstep(0.72, 0.5, x) * (z > -0.5)
    skin = over(skin, 0.85 * lines * forehead, "#2c2118")
    reach = np.hypot(x - 0.05, (y - 0.10) * 1.15)
    rays = smoothstep(0.2, 0.7, np.cos((y + 0.30 * x + wave * 0.6) * 17))
    skin = over(skin, 0.85 * rays * smoothstep(0.55, 0.72, reach) * (y < 0.3), "#33271c")
    body = smoothstep(0.0, 0.6, np.cos((y + 0.5 * x * x + wave) * 12)) * smoothstep(-0.95, -1.15, y)
    skin = over(skin, 0.7 * body, "#33271c")
    glow = smoothstep(0.36, 0.22, np.hypot((x - 0.38) / 1.2, (y - 0.08) / 1.0))
    skin = over(skin, 0.7 * glow, "#cbb48e")
    bridge = smoothstep(0.16, 0.08, x) * band(y, -0.15, 0.3, 0.1)
    skin = over(skin, 0.75 * bridge, "#b3834f")
    muzzle = smoothstep(1.1, 0.75, np.hypot(x / 0.40, (y + 0.46) / 0.24)) * (z > 0.3)
    skin = over(skin, 0.9 * muzzle, "#e9ddca")
    chest = smoothstep(0.5, 0.15, x + 0.2 * np.abs(y + 1.0)) * smoothstep(-0.8, -1.0, y)
    skin = over(skin, 0.6 * chest, "#d8c7a8")
    liner = smoothstep(
        1.12, 1.02, np.hypot((x - 0.382) / 0.215, (y - 0.09 - 0.12 * (x - 0.38)) / 0.15)
    )
    skin = over(skin, liner * (z > 0.3), "#1a120d")
    inner = smoothstep(0.62, 0.75, y) * smoothstep(0.0, 0.25, -_hollow(p, normal))
    skin = over(skin, inner, "#b98a76")
    return skin, np.full(p.shape[1], 0.02, np.float32)


def _hollow(p: Array, _normal: Array) -> Array:
    """Negative inside the opening of an ear."""
    q = _ear_axes(np.stack([np.abs(p[0]), p[1], p[2]]))
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
    window = smoothstep(
        1.2, 0.8, np.hypot((p[0] - np.sign(p[0]) * 0.382 + 0.055) / 0.042, (y - 0.055) / 0.034)
    )
    return over(skin, window, "#ffffff"), np.full(p.shape[1], 0.12, np.float32)


def _nose(p: Array, _normal: Array) -> Skin:
    skin = coat(p, "#a8665a") * (0.8 + 0.4 * fractal(p[0] * 30, p[1] * 30, octaves=2))
    nostril = np.hypot((np.abs(p[0]) - 0.075) / 0.035, (p[1] + 0.245) / 0.016)
    skin = over(skin, 0.9 * smoothstep(1.3, 0.7, nostril), "#35191a")
    return skin, np.full(p.shape[1], 0.2, np.float32)


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


def _whiskers(picture: Array, size: int) -> Array:
    hairs = []
    for row, (lift, bend) in enumerate(((-14, -0.25), (-2, 0.1), (10, 0.35), (22, 0.5))):
        y = 0.605 + 0.012 * row
        hairs.append((0.44 - 0.008 * row, y, 180 - lift, 0.36 - 0.03 * row, -bend))
        hairs.append((0.56 + 0.008 * row, y, lift, 0.36 - 0.03 * row, bend))
    return lay(picture, 0.75 * whiskers(size, hairs, 0.0028), "#fbf7ef")
