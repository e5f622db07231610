"""Photographs of nothing in particular: small pictures that differ from each other, marked as demonstration."""

import io
from random import Random

from PIL import Image, ImageDraw

SIZE = (480, 360)


def photograph(random: Random, word: str) -> bytes:
    """A JPEG of a made-up workshop scene; `word` is kept in its comment so that no two are the same."""
    sky, ground = (random.randrange(150, 230) for _ in range(2))
    image = Image.new("RGB", SIZE, (sky, sky - 10, sky - 20))
    draw = ImageDraw.Draw(image)
    horizon = random.randrange(150, 240)
    draw.rectangle([0, horizon, *SIZE], fill=(ground - 60, ground - 70, ground - 90))
    for _ in range(random.randrange(3, 8)):
        left, width, height = random.randrange(-20, 440), random.randrange(30, 140), random.randrange(30, 150)
        shade = random.randrange(60, 200)
        tint = (shade, max(0, shade - random.randrange(60)), max(0, shade - random.randrange(80)))
        draw.rectangle([left, horizon - height, left + width, horizon + 20], fill=tint, outline=(40, 40, 40))
    for _ in range(random.randrange(1, 4)):
        x, y = random.randrange(40, 440), random.randrange(horizon, 330)
        draw.ellipse([x - 16, y - 16, x + 16, y + 16], fill=(random.randrange(150, 255), 120, 40), outline=(30, 30, 30))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=70, comment=f"demonstration {word}".encode())
    return file.getvalue()
