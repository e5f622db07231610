"""What the administration of posts and people refuses, one class for each reason."""

from sanze.foundation.acts.refusal import Refused


class UnknownKind(Refused):
    message = "制度中没有这一类岗位"


class QuotaReached(Refused):
    message = "该辖区这一类岗位数量已达制度规定的上限"


class NameTaken(Refused):
    message = "登录名已被使用"


class OwnPower(Refused):
    message = "不能为本人办理，须由另一位管理员办理"


class SameHands(Refused):
    message = "提名与确认须由两个人办理"


class KindsApart(Refused):
    message = "该人员已担任与此岗位互斥的岗位"


class PostHeld(Refused):
    message = "该岗位在这段时间已有任职人员"


class PostClosed(Refused):
    message = "岗位已撤销"


class StillHeld(Refused):
    message = "岗位上仍有任职或待确认人员，须先离任"


class StillCarries(Refused):
    """A post that closes must pass on what hangs on it."""

    message = "岗位上还有未办结的事项，撤销时须选择接收的岗位"


class CannotTakeOver(Refused):
    message = "接收岗位须为同类、在设的另一个岗位"


class NotHandedOver(Refused):
    """Nobody would answer for what the post carries."""

    message = "岗位上还有未办结的事项，须先有继任人员、代理人员，或者由移交人确认的交接书"


class HolderThemself(Refused):
    message = "代理人员就是任职人员本人"


class EndBeforeBegin(Refused):
    message = "离任日期须晚于任职开始日期"


class NoSuchPerson(Refused):
    message = "没有这个人员，请先登记"


class Suspended(Refused):
    message = "该人员已停用"


class NotSuspended(Refused):
    message = "该人员没有停用"


class ConsoleOnly(Refused):
    message = "预设密码只能在控制台登记，管理员请用重置密码"


class NotOneself(Refused):
    message = "只能办理本人的账号"


class WrongPassword(Refused):
    message = "当前密码不正确"


class WeakPassword(Refused):
    message = "新密码不符合要求"


class PasswordUsed(Refused):
    message = "新密码最近用过，请换一个"


class FactorExists(Refused):
    message = "已绑定动态口令，如需更换请由另一位管理员解绑"


class NoFactor(Refused):
    message = "该人员没有绑定动态口令"


class WrongCode(Refused):
    message = "动态口令不正确，请核对手机时间后重新输入"


class NoTokenForFactor(Refused):
    message = "须二次验证的岗位不能使用接口密钥"


class NoPost(Refused):
    message = "接口密钥须以岗位身份生成"


class TokenTooLong(Refused):
    message = "接口密钥有效期超过制度规定的上限"


class Revoked(Refused):
    message = "接口密钥已吊销"
