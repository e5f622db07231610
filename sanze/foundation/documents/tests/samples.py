"""Papers such as offices issue, for the tests."""

from datetime import date

from sanze.foundation.documents.paper import Fields, Heading, Items, Paper, Para, Signatures, Table

REMEDIES = (
    "如不服本指令，可以自收到本指令书之日起六十日内向东县人民政府申请行政复议，"
    "或者在六个月内依法向东县人民法院提起行政诉讼。复议、诉讼期间，不停止执行本指令，法律另有规定的除外。"
)


def order(**changes) -> Paper:
    """An order to put three things right."""
    words = {
        "kind": "责令限期整改指令书",
        "issuer": "东县应急管理局",
        "title": "责令限期整改指令书",
        "number": "（东）应急责改〔2026〕15号",
        "recipient": "东县东镇某某化工有限公司",
        "blocks": (
            Para("经查，你单位存在下列问题："),
            Items(
                (
                    "液氨储罐区的可燃气体报警器有2台失效，未按期检定；",
                    "危险作业审批表缺少现场负责人签字，动火作业前未做气体分析；",
                    "从业人员安全培训档案不全，3名新上岗人员未经考核。",
                )
            ),
            Para(
                "现责令你单位对上述第1项、第2项问题于2026年3月16日前整改完毕，第3项问题于2026年3月31日前整改完毕，"
                "达到有关法律法规规章和标准规定的要求。由此造成事故的，依法追究有关人员的责任。"
            ),
        ),
        "remedies": REMEDIES,
        "signed_on": date(2026, 3, 2),
        "receipt": True,
        "check_code": "ABCD-EFGH-2345",
        "check_url": "https://example.invalid/check/ABCD-EFGH-2345",
    }
    return Paper(**{**words, **changes})


def inspection_record() -> Paper:
    """A record made on the spot."""
    return Paper(
        kind="现场检查记录",
        issuer="东县应急管理局",
        title="现场检查记录",
        number="（东）应急现记〔2026〕7号",
        blocks=(
            Fields(
                (
                    ("被检查单位", "东县东镇某某化工有限公司"),
                    ("地址", "东县东镇工业园区纬三路与经五路交叉口东北角18号院内二号办公楼"),
                    ("法定代表人", "王某某"),
                    ("联系电话", "0359-0000000"),
                    ("检查场所", "液氨储罐区、动火作业现场"),
                    ("检查时间", "2026年3月2日9时10分至2026年3月2日11时40分"),
                )
            ),
            Para(
                "我们是东县应急管理局的执法人员，已向你单位出示证件。现依法对你单位进行现场检查，请予以配合。"
            ),
            Heading("一、检查情况"),
            Heading("（一）设备设施", 2),
            Para("抽查可燃气体报警器12台。"),
            Table(
                ("序号", "检查项目", "发现的问题", "处理意见"),
                (("1", "报警器", "2台失效", "限期整改"), ("2", "动火审批", "缺签字", "限期整改")),
                (1, 3, 4, 3),
            ),
            Heading("二、其他"),
            Para("无。"),
            Signatures(("检查人员（签名）", "检查人员（签名）", "被检查单位现场负责人（签名）")),
        ),
        signed_on=date(2026, 3, 2),
    )


def reinspection_opinion() -> Paper:
    """The opinion after a second look, as a letter with a red head."""
    return Paper(
        kind="整改复查意见书",
        issuer="东县应急管理局",
        title="关于东县东镇某某化工有限公司隐患整改情况的复查意见",
        number="东应急复查〔2026〕9号",
        recipient="东县东镇某某化工有限公司",
        blocks=(
            Para("你单位于2026年3月16日提出整改复查申请。经复查，意见如下："),
            Heading("一、整改情况"),
            Items(("报警器已更换并检定合格，符合要求；", "审批表已补齐签字，符合要求。")),
            Heading("二、复查意见"),
            Heading("（一）同意销号", 2),
            Para("第1项、第2项已整改完毕。"),
            Heading("1. 后续要求", 3),
            Para("保持整改成果。"),
            Heading("（1）报送", 4),
            Para("请于3月底前报送总结。"),
        ),
        signed_on=date(2026, 3, 18),
        attachments=("整改前后对照表", "报警器检定证书（复印件）"),
        copy_to=("东县人民政府办公室", "东镇人民政府", "东县消防救援大队"),
        printed_by="东县应急管理局办公室",
        printed_on=date(2026, 3, 18),
        red_head=True,
        check_code="ABCD-EFGH-2345",
        check_url="https://example.invalid/check/ABCD-EFGH-2345",
    )


def long_order() -> Paper:
    """An order of thirty items with names of every awkward kind, over several pages."""
    items = tuple(
        f"第{number}处："
        + "车间内安全通道被堆放物占用，消防器材被遮挡，疏散指示标志损坏。" * (1 + number % 3)
        for number in range(1, 31)
    )
    return order(
        recipient="东县" + "很长很长的名称" * 12 + "（集团）股份有限公司东镇分公司", blocks=(Items(items),)
    )


def hostile(text: str) -> Paper:
    """A paper with the same text in every place that takes one."""
    return Paper(
        kind=text,
        issuer=text,
        title=text,
        number=text,
        recipient=text,
        blocks=(
            Heading(text),
            Para(text),
            Items((text, text)),
            Table((text, text), ((text, text),)),
            Fields(((text, text), ("短", "短"))),
            Signatures((text,)),
        ),
        closing=text,
        signatory=text,
        signed_on=date(2026, 3, 2),
        attachments=(text,),
        remedies=text,
        receipt=True,
        copy_to=(text,),
        printed_by=text,
        printed_on=date(2026, 3, 2),
        check_code=text[:40],
        check_url="https://example.invalid/?" + "x" * 60,
    )
