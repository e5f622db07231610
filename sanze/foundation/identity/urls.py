"""Routes of coming in, of one's own account, and of the administrators."""

from django.urls import include, path

from sanze.foundation.identity.forms import ContactForm, TokenForm
from sanze.foundation.identity.ledgers import ActsLedger, HoldingsLedger, PeopleLedger, PostsLedger, SignInsLedger
from sanze.foundation.identity.views import account, entrance, people, records
from sanze.foundation.pages.act import ActForm, ActPage
from sanze.foundation.scope.access import open_route, signed_in

open_route("sign_in", "登录页，人人相同")
open_route("sign_out", "退出登录，只作用于本人会话")
open_route("switch_post", "切换岗位，只在本人任职的岗位之间")
open_route("second_factor", "动态口令，只作用于本人，通过前没有岗位身份")
open_route("factor_picture", "绑定动态口令的二维码，只有本人会话里的密钥")
open_route("change_password", "修改本人密码，修改前可能没有岗位身份")

make_token = people.SecretPage(
    "identity.make_token", TokenForm, secret=lambda token: getattr(token, "bearer", ""), then=people.to_profile
)
own_contact = ActPage("identity.amend_own_contact", ContactForm, then=people.to_profile)
revoke_token = ActPage("identity.revoke_token", ActForm, then=people.to_profile, tone="outline-danger")

account_urls = [
    path("", signed_in(account.profile), name="profile"),
    path("sign-in/", entrance.sign_in, name="sign_in"),
    path("sign-out/", entrance.sign_out, name="sign_out"),
    path("post/", entrance.switch_post, name="switch_post"),
    path("password/", account.change_password, name="change_password"),
    path("second-factor/", entrance.second_factor, name="second_factor"),
    path("second-factor/picture.svg", entrance.factor_picture, name="factor_picture"),
    own_contact.url(),
    make_token.url("tokens/"),
    revoke_token.url("tokens/"),
]

system_urls = [
    path("people/", include(PeopleLedger.urls())),
    path("people/<int:pk>/", people.person, name="person"),
    *[page.url("people/") for page in people.PERSON_PAGES],
    path("posts/", include(PostsLedger.urls())),
    path("posts/<int:pk>/", people.post, name="post"),
    *[page.url("posts/") for page in people.POST_PAGES],
    path("holdings/", include(HoldingsLedger.urls())),
    path("holdings/<int:pk>/", people.holding, name="holding"),
    *[page.url("holdings/") for page in people.HOLDING_PAGES],
    path("sign-ins/", include(SignInsLedger.urls())),
    path("acts/", include(ActsLedger.urls())),
    path("acts/<int:pk>/", records.act, name="act"),
    path("limits/", records.limits, name="limits"),
]

urlpatterns = [path("account/", include(account_urls)), path("system/", include(system_urls))]
