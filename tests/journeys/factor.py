"""A telephone's authenticator, for those who must show a second factor."""

from base64 import b32decode
from urllib.parse import urlsplit

from django_otp.oath import totp
from playwright.sync_api import Page


def bind_factor(page: Page) -> None:
    """On the page that shows the key: take it in, and answer with the code of this moment."""
    key = page.locator("code").inner_text().replace(" ", "")
    secret = b32decode(key + "=" * (-len(key) % 8))
    page.get_by_label("动态口令").fill(f"{totp(secret):06d}")
    with page.expect_navigation():
        page.get_by_role("button", name="绑定并继续").click()
    assert urlsplit(page.url).path == "/"
