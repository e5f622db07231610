"""Time-based one-time codes (动态口令) as a second factor: keys, codes, the picture to scan."""

import time
from base64 import b32encode
from io import BytesIO
from urllib.parse import quote, urlencode

import qrcode
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex
from qrcode.image.svg import SvgPathImage

from sanze.foundation.identity.models import Person

KEY_BYTES = 20
TOLERANCE = 1
LETTERS_A_GROUP = 4


def new_key() -> str:
    """A fresh key, hexadecimal."""
    return random_hex(KEY_BYTES)


def step_of(key: str, code: str) -> int | None:
    """The time step at which `code` belongs to `key`, one step of 30 s early or late; None if it does not."""
    if not code.isascii() or not code.isdigit():
        return None
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time()
    return totp.t() if totp.verify(int(code), TOLERANCE) else None


def spelled(key: str) -> str:
    """The key as a person types it into the telephone: base 32 in groups of four."""
    text = b32encode(bytes.fromhex(key)).decode()
    return " ".join(text[start : start + LETTERS_A_GROUP] for start in range(0, len(text), LETTERS_A_GROUP))


def address(key: str, person: Person, issuer: str) -> str:
    """What the picture says: the otpauth address of the key, under the issuer's name."""
    place = quote(f"{issuer}:{person.username}")
    facts = {"secret": b32encode(bytes.fromhex(key)).decode(), "issuer": issuer, "digits": 6, "period": 30}
    return f"otpauth://totp/{place}?{urlencode(facts, quote_via=quote)}"


def picture(text: str) -> bytes:
    """The QR code of `text` as SVG."""
    file = BytesIO()
    qrcode.make(text, image_factory=SvgPathImage, box_size=12, border=2).save(file)
    return file.getvalue()


def device_of(person: Person) -> TOTPDevice | None:
    """The device bound to a person."""
    return TOTPDevice.objects.filter(user=person, confirmed=True).first()
