"""The one family of refusals: each carries a sentence that the person can act on."""


class Refused(Exception):
    """The platform says no. Pages put `str(refusal)` on the form, the API answers `status` with it."""

    message = "操作被拒绝"
    status = 409

    def __init__(self, detail: object = ""):
        super().__init__(f"{self.message}：{detail}" if detail else self.message)

    @property
    def code(self) -> str:
        return type(self).__name__


class NotGranted(Refused):
    """The post lacks the power."""

    message = "当前岗位没有这项权力"
    status = 403


class OutOfScope(Refused):
    """The subject is not among what the post sees; to the outside it does not exist."""

    message = "不在管辖范围内，或已不存在"
    status = 404


class KeyReused(Refused):
    """The client sent one key with two different acts."""

    message = "同一提交编号已用于另一项操作"


class StaleRecord(Refused):
    """Somebody else moved the record meanwhile."""

    message = "记录已被他人处理，请刷新后再试"


class UnfitText(Refused):
    """A text holds a character that cannot be kept, such as NUL or half of a surrogate pair."""

    message = "文字中有不能保存的字符，请删除后重新输入"
