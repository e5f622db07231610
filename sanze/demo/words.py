"""Made-up names of places, people and enterprises. No real place or person is meant."""

from random import Random

COUNTY, COUNTY_NAME = "149981", "云河市"

# Townships: code suffix, name, number of villages.
TOWNSHIPS = [
    ("001", "城关街道", 9),
    ("101", "青石镇", 24),
    ("102", "望江镇", 22),
    ("103", "石桥镇", 7),
    ("104", "南屏镇", 6),
    ("201", "白塔乡", 5),
]
# The same at the full size of a county: 16 townships with 25 villages each.
COUNTY_TOWNSHIP_NAMES = (
    "城关街道 滨河街道 新城街道 青石镇 望江镇 石桥镇 南屏镇 北川镇 "
    "龙门镇 双泉镇 黑山镇 白塔乡 杏林乡 沙河乡 云峰乡 东岭乡"
).split()
COUNTY_TOWNSHIPS = [
    (f"{code:03d}", name, 25)
    for code, name in zip([1, 2, 3, *range(101, 109), *range(201, 206)], COUNTY_TOWNSHIP_NAMES, strict=True)
]
SIDES = "上下前后东西南北大小"
VILLAGE_STEMS = (
    "桥头 柳林 上庄 下庄 北坡 南河 东沟 西岭 杨家湾 李家庄 槐树底 石门 清泉 大井 白杨 "
    "红崖 枣园 梨花 官道 古城 龙泉 凤台 马家堡 赵家岭 孙家沟 前进 后河 新建 双林 三岔 "
    "五里 七里铺 十里店 平川 高崖 河西 河东 松树坪 核桃洼 石碾 水磨 砖窑沟 瓦窑头 盐池 "
    "铁匠营 羊圈坪 黄土坡 青龙 白虎峪 卧牛 东关 西关 南关 北关 文昌 钟楼 园林 迎宾 建设 "
    "光明 和平 胜利 幸福 朝阳 滨河 永宁 安乐 太平 兴隆 富民 裕丰 长胜 团结 向阳 宏图"
).split()
FAMILIES = (
    "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
)
GIVEN = (
    "建国 志强 秀英 桂兰 海燕 晓明 永红 春梅 国庆 文斌 丽华 俊杰 建华 玉兰 志远 雪梅 卫东 爱国 淑珍 明亮 新民 小军 "
    "红霞 立新 宏伟 慧敏 学军 艳萍 振华 金花 长青 佳宁 浩然 思远 子涵 宇轩 静怡 晨曦 嘉怡 天佑 敏 静 强 磊 军 洋 勇 艳 "
    "杰 娟 涛 明 超 霞 平 刚 桂英 玉梅 凤英 玉珍 广平 德胜 喜顺 来福 占奎 保平 瑞生 润生 成林 根柱 拴柱 巧云"
).split()

# Industry code → share of the city's enterprises, and the tails of their names.
TRADES = {
    "coal": (10, ["煤业有限公司", "煤矿有限责任公司", "井田煤业有限公司"]),
    "underground": (6, ["铁矿有限公司", "铝土矿有限公司"]),
    "openpit": (9, ["采石场", "石料有限公司", "石灰岩矿"]),
    "tailings": (3, ["尾矿库"]),
    "hazchem": (30, ["加油站", "化工有限公司", "气体有限公司", "油品经营部"]),
    "pharma": (4, ["制药有限公司", "生物科技有限公司"]),
    "fireworks": (5, ["烟花爆竹批发有限公司", "烟花爆竹零售点"]),
    "explosives": (2, ["民爆器材有限公司"]),
    "transport": (22, ["运输有限公司", "汽车客运站", "物流有限公司"]),
    "schoolbus": (3, ["校车服务有限公司"]),
    "construction": (24, ["建筑工程有限公司项目部", "安居小区项目部", "市政工程项目部"]),
    "crowded": (70, ["宾馆", "超市", "商场", "幼儿园", "养老院", "网吧", "饭店", "影城"]),
    "metallurgy": (9, ["铸造有限公司", "特钢有限公司", "铝业有限公司"]),
    "trade": (
        58,
        ["机械制造有限公司", "木业有限公司", "家具厂", "食品有限公司", "建材有限公司", "水泥制品厂", "面粉厂"],
    ),
    "special": (12, ["供热有限公司", "电梯维保有限公司", "起重设备有限公司"]),
    "power": (6, ["供电所", "光伏发电有限公司", "变电站"]),
    "farm": (13, ["农机专业合作社", "农机服务队"]),
    "gas": (10, ["燃气有限公司", "液化气站", "加气站"]),
}
BRANDS = (
    "永安 鑫源 宏达 恒泰 瑞丰 金泰 同辉 顺兴 广益 众诚 天成 博雅 远航 华盛 隆昌 兴业 "
    "盛源 嘉禾 德胜 福临 祥云 汇通 聚鑫 万通 东升 西岭 北辰 南山 晋源 云峰 清河 锦绣 "
    "吉祥 如意 长兴 通达 宝丰 大有 安康 明珠 星光 晨光 新世纪 黄河 太行 吕梁"
).split()
ROADS = "迎宾路 建设街 滨河路 工业路 矿山路 解放街 文明巷 振兴路 环城路 新华街 学府路 光明街".split()


class Words:
    """Names drawn without repeating one, the same for the same seed."""

    def __init__(self, random: Random):
        self.random = random
        self._people: set[str] = set()
        self._firms: set[str] = set()
        self._stems = random.sample(VILLAGE_STEMS, len(VILLAGE_STEMS))

    def person(self) -> str:
        while True:
            name = self.random.choice(FAMILIES) + self.random.choice(GIVEN)
            if name not in self._people or len(self._people) > 5000:
                self._people.add(name)
                return name

    def village(self, street: bool) -> str:
        stem = self._stems.pop() if self._stems else self.random.choice(SIDES) + self.random.choice(VILLAGE_STEMS)
        return f"{stem}{'社区' if street else '村'}"

    def firm(self, place: str, tails: list[str]) -> str:
        for attempt in range(200):
            brand = self.random.choice(BRANDS) + (self.random.choice(BRANDS) if attempt > 20 else "")
            name = f"{place}{brand}{self.random.choice(tails)}"
            if name not in self._firms:
                self._firms.add(name)
                return name
        raise RuntimeError("the words for enterprises ran out")

    def phone(self) -> str:
        return f"13{self.random.randrange(10)}0000{self.random.randrange(10000):04d}"

    def address(self, village: str) -> str:
        return f"{COUNTY_NAME}{village}{self.random.choice(ROADS)}{self.random.randrange(1, 200)}号"
