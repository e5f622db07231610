"""Routes open to the public."""

from django.urls import path

from sanze.foundation.scope.access import open_route
from sanze.portals.public import board, views

open_route("verify", "公众核对文书的表单，人人相同")
open_route("verify-code", "凭校验码核对文书，只显示印在纸面上的文号、标题、机关、日期和效力，人人相同")
open_route("public-board", "重点企业挂牌责任公示，只有单位、岗位、姓名和公开的举报电话，人人相同")

urlpatterns = [
    path("public/listed/", board.board, name="public-board"),
    path("verify/", views.verify, name="verify"),
    path("verify/<str:code>", views.verify_code, name="verify-code"),
]
