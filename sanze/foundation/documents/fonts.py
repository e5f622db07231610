"""The typefaces of official documents, and what stands in for them where a server has only free ones."""

import re
from functools import cache

import typst

FANGSONG = ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FZFangSong-Z02")
KAITI = ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "FZKai-Z03")
HEITI = ("SimHei", "黑体", "STHeiti", "FZHei-B01")
XIAOBIAOSONG = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "STZhongsong")
SONGTI = ("SimSun", "宋体", "NSimSun", "STSong", "FZShuSong-Z01")

_FREE_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "AR PL UMing CN")
_FREE_SANS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
_CHINESE = re.compile(
    r"CJK|Han (Serif|Sans)|Song|Hei|Kai|Ming|Yahei|PingFang|Droid Sans Fallback|[宋黑楷]", re.I
)


class NoFont(Exception):
    """No typeface of the server has Chinese characters; its text is a Chinese sentence."""

    def __init__(self):
        super().__init__(
            "服务器上没有中文字体，无法生成 PDF。请管理员安装一种中文字体（如 fonts-noto-cjk）后再试"
        )


@cache
def installed() -> typst.Fonts:
    """The typefaces of the server, found once in the life of the process."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)


def chosen(families: frozenset[str]) -> dict[str, list[str]]:
    """For each role the families that are there, best first. Raises NoFont where none has Chinese."""
    chinese = sorted(family for family in families if _CHINESE.search(family))
    serif = [family for family in (*SONGTI, *_FREE_SERIF) if family in families]
    sans = [family for family in _FREE_SANS if family in families]
    if not (chinese or serif or sans):
        raise NoFont
    roles = {
        "fangsong": (FANGSONG, serif + sans),
        "kaiti": (KAITI, serif + sans),
        "songti": (SONGTI, serif + sans),
        "xiaobiaosong": (XIAOBIAOSONG, serif + sans),
        "heiti": (HEITI, sans + serif),
    }
    return {
        role: list(dict.fromkeys([*(name for name in own if name in families), *others, *chinese]))
        for role, (own, others) in roles.items()
    }
