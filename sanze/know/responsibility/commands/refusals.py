"""The ways in which an act on responsibility is refused, each with its sentence."""

from sanze.foundation.acts.refusal import Refused


class UnknownResponsibility(Refused):
    message = "现行制度没有这类责任"


class UnknownHazard(Refused):
    message = "这类责任不按该危险类别划分"


class NotOneOfItsSubjects(Refused):
    message = "这类责任不适用于该对象"


class NoSuchPost(Refused):
    message = "没有这个岗位，或者不在本岗位辖区内"


class WrongKindOfPost(Refused):
    message = "该类岗位不承担这类责任"


class PostIsClosed(Refused):
    message = "岗位在起始日已经撤销或者尚未设立"


class OthersAssign(Refused):
    message = "这类责任应当由其他岗位指定"
    status = 403


class DaysGoneBy(Refused):
    message = "已经过去的日子不能改写，请从今天或以后的日期起指定"


class EndsBeforeItBegins(Refused):
    message = "终止日期早于起始日期"


class NothingItRestsOn(Refused):
    message = "请写明依据文件或者说明"


class AnsweredAlready(Refused):
    message = "同一对象同一时间只能有一个主责岗位，请先终止原指定或者改派"


class NamedAlready(Refused):
    message = "该岗位已经指定负责同一对象，不能再占一个名额"


class EndedAlready(Refused):
    message = "这项指定已经终止"


class NothingToReassign(Refused):
    message = "没有可以改派的对象"


class NoSuchSlot(Refused):
    message = "这类责任没有这个席位"
