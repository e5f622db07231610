"""What in the loop makes somebody owe something: the words by which a regime's duties name it. Pure."""

REPORTED = "dangers.reported"
GRADED = "dangers.graded"
FOUND_MAJOR = "dangers.found_major"
ORDERED = "dangers.ordered"
MAJOR_ORDERED = "dangers.major_ordered"
RECTIFIED = "dangers.rectified"
EXTENSION_ASKED = "dangers.extension_asked"

FACES = {
    REPORTED: "收到隐患上报",
    GRADED: "隐患定级",
    FOUND_MAJOR: "定为重大隐患",
    ORDERED: "收到整改指令",
    MAJOR_ORDERED: "下达重大隐患整改指令",
    RECTIFIED: "收到整改报告",
    EXTENSION_ASKED: "申请延期",
}
