"""A small graph as page data: three places, who drove them, and one quarrel."""

from __future__ import annotations

import copy
import functools
from typing import Any

from agglo.graph.view.layout import positions
from agglo.graph.view.opening import Hop
from agglo.graph.view.opening import opening as draw_opening

Names = dict[str, str]
CLAIM = "philips.anchors.eindhoven-high-tech"
"""The claim with the quarrel."""


def names(en: str, hans: str, hant: str | None = None) -> Names:
    return {"en": en, "zh-Hans": hans, "zh-Hant": hant or hans}


CLASSES: dict[str, tuple[Names, str, str, list[str]]] = {
    "City": (names("city", "城市"), "#4477AA", "square", ["Place", "Entity"]),
    "Site": (names("site", "场地", "場地"), "#4477AA", "square", ["Place", "Entity"]),
    "Firm": (names("firm", "企业", "企業"), "#EE6677", "dot", ["Organisation", "Entity"]),
    "University": (names("university", "大学", "大學"), "#EE6677", "dot", ["Organisation", "Entity"]),
    "PublicBody": (names("public body", "公共机构", "公共機構"), "#EE6677", "dot", ["Organisation", "Entity"]),
    "Cluster": (names("cluster", "集群", "集群"), "#228833", "star", ["Entity"]),
    "Technology": (names("technology", "技术", "技術"), "#AA3377", "triangleDown", ["Entity"]),
    "Policy": (names("policy", "政策"), "#EE7733", "hexagon", ["Entity"]),
    "Mechanism": (names("mechanism", "机制", "機制"), "#009988", "ellipse", ["Entity"]),
    "Event": (names("event", "事件"), "#882255", "hexagon", ["Entity"]),
}

RELATIONS: dict[str, tuple[Names, Names, str, str | None]] = {
    "anchors": (names("anchors", "锚定", "錨定"), names("is anchored by", "以…为锚"), "causal", "increases"),
    "spun_off": (
        names("spun off", "分拆出"),
        names("is a spin-off of", "分拆自"),
        "causal",
        "increases",
    ),
    "founded": (
        names("founded", "创立", "創立"),
        names("was founded by", "由…创立", "由…創立"),
        "causal",
        "increases",
    ),
    "funds": (
        names("funds", "资助", "資助"),
        names("is funded by", "由…资助", "由…資助"),
        "causal",
        "increases",
    ),
    "enables": (
        names("enables", "使…成为可能", "使…成為可能"),
        names("is enabled by", "得益于"),
        "causal",
        "increases",
    ),
    "hinders": (
        names("hinders", "阻碍", "阻礙"),
        names("is hindered by", "被…阻碍"),
        "causal",
        "decreases",
    ),
    "transforms": (names("transforms", "重塑"), names("is transformed by", "被…重塑"), "causal", None),
    "located_in": (
        names("is located in", "位于", "位於"),
        names("is the location of", "是…所在地"),
        "structural",
        None,
    ),
    "uses": (names("uses", "采用", "採用"), names("is used by", "被…采用"), "structural", None),
    "has_firms": (names("has firms", "企业数为", "企業數為"), names("", ""), "attribute", None),
    "closed": (names("closed", "关闭", "關閉"), names("", ""), "event", None),
}

CHOICES: dict[str, dict[str, Names]] = {
    "status": {
        "accepted": names("accepted", "采信", "採信"),
        "contested": names("contested", "有争议", "有爭議"),
        "withdrawn": names("withdrawn", "已撤回"),
    },
    "direction": {
        "supports": names("supports", "支持"),
        "disputes": names("disputes", "反驳", "反駁"),
        "qualifies": names("qualifies", "限定"),
    },
    "because": {"contributing": names("contributing cause", "促成因素")},
    "polarity": {
        "increases": names("increases", "促进", "促進"),
        "decreases": names("decreases", "抑制"),
        "unclear": names("unclear", "方向不明"),
    },
    "kind": {"article": names("article", "文章"), "report": names("report", "报告", "報告")},
    "strength": {"strong": names("strong", "强", "強")},
    "interest": {},
}

# id: type, names, part of, line
ENTITIES: dict[str, tuple[str, Names, str | None]] = {
    "eindhoven": ("City", names("Eindhoven", "埃因霍温", "埃因霍溫"), None),
    "philips": ("Firm", names("Philips", "飞利浦", "飛利浦"), "eindhoven"),
    "natlab": ("Site", names("Philips NatLab", "飞利浦物理实验室", "飛利浦物理實驗室"), "eindhoven"),
    "asml": ("Firm", names("ASML", "阿斯麦", "艾司摩爾"), "eindhoven"),
    "nxp": ("Firm", names("NXP Semiconductors", "恩智浦", "恩智浦"), "eindhoven"),
    "signify": ("Firm", names("Signify", "昕诺飞", "昕諾飛"), "eindhoven"),
    "tu-eindhoven": (
        "University",
        names("Eindhoven University of Technology", "埃因霍温理工大学", "埃因霍溫理工大學"),
        "eindhoven",
    ),
    "eindhoven-high-tech": (
        "Cluster",
        names("Eindhoven high-tech cluster", "埃因霍温高科技集群", "埃因霍溫高科技集群"),
        "eindhoven",
    ),
    "brainport": ("PublicBody", names("Brainport Development", "脑港发展局", "腦港發展局"), "eindhoven"),
    "high-tech-campus": ("Site", names("High Tech Campus", "高科技园区", "高科技園區"), "eindhoven"),
    "lithography": ("Technology", names("lithography", "光刻技术", "光刻技術"), None),
    "hsinchu": ("City", names("Hsinchu", "新竹"), None),
    "hsinchu-park": ("Site", names("Hsinchu Science Park", "新竹科学园区", "新竹科學園區"), "hsinchu"),
    "itri": (
        "PublicBody",
        names("Industrial Technology Research Institute", "工业技术研究院", "工業技術研究院"),
        "hsinchu",
    ),
    "tsmc": ("Firm", names("TSMC", "台积电", "台積電"), "hsinchu"),
    "umc": ("Firm", names("UMC", "联华电子", "聯華電子"), "hsinchu"),
    "mediatek": ("Firm", names("MediaTek", "联发科技", "聯發科技"), "hsinchu"),
    "tsing-hua": (
        "University",
        names("National Tsing Hua University", "国立清华大学", "國立清華大學"),
        "hsinchu",
    ),
    "hsinchu-semiconductors": (
        "Cluster",
        names("Hsinchu semiconductor cluster", "新竹半导体集群", "新竹半導體集群"),
        "hsinchu",
    ),
    "foundry-model": ("Technology", names("pure-play foundry", "晶圆代工", "晶圓代工"), None),
    "stanford": ("University", names("Stanford University", "斯坦福大学", "史丹佛大學"), None),
    "stanford-park": (
        "Site",
        names("Stanford Research Park", "斯坦福研究园", "史丹佛研究園區"),
        None,
    ),
    "fairchild": (
        "Firm",
        names("Fairchild Semiconductor", "仙童半导体", "快捷半導體"),
        None,
    ),
    "intel": ("Firm", names("Intel", "英特尔", "英特爾"), None),
    "hewlett-packard": ("Firm", names("Hewlett-Packard", "惠普"), None),
    "silicon-valley": ("Cluster", names("Silicon Valley", "硅谷", "矽谷"), None),
    "defence-orders": ("Policy", names("defence procurement", "国防采购", "國防採購"), None),
    "non-competes": ("Policy", names("non-compete clauses", "竞业限制", "競業限制"), None),
    "cost-crisis": ("Event", names("Philips cost crisis", "飞利浦成本危机", "飛利浦成本危機"), None),
    "land-price": ("Event", names("land price rise", "地价上涨", "地價上漲"), None),
    "spin-off": ("Mechanism", names("spin-off", "衍生"), None),
    "shared-campus": ("Mechanism", names("shared campus", "共享园区", "共享園區"), None),
    "talent-pool": ("Mechanism", names("talent pool", "人才池"), None),
    "job-hopping": ("Mechanism", names("job hopping", "跳槽"), None),
}

# subject, relation, object or (value, unit), and what differs from the plain case
CLAIMS: list[tuple[str, str, str | tuple[float, str] | None, dict[str, Any]]] = [
    (
        "philips",
        "anchors",
        "eindhoven-high-tech",
        {
            "through": ["spin-off", "shared-campus"],
            "when": "1984/..",
            "status": "contested",
            "confidence": 0.62,
            "because": "contributing",
            "gists": [
                (
                    "notes",
                    "supports",
                    names("Its spin-offs and opened campus seeded the cluster.", "其分拆与开放园区孕育了集群。"),
                ),
                ("survey", "supports", {"en": "Most suppliers in the survey began as Philips departments."}),
                (
                    "critique",
                    "disputes",
                    names(
                        "The cluster grew while Philips was leaving; regional policy carried it.",
                        "集群成长时飞利浦正在撤离，靠的是区域政策。",
                    ),
                ),
            ],
        },
    ),
    ("philips", "founded", "natlab", {"when": "1914"}),
    ("philips", "spun_off", "asml", {"when": "1984", "through": ["spin-off"], "confidence": 0.9}),
    ("philips", "spun_off", "nxp", {"when": "2006", "through": ["spin-off"]}),
    ("philips", "spun_off", "signify", {"when": "2016"}),
    ("philips", "founded", "high-tech-campus", {"when": "1998", "through": ["shared-campus"]}),
    ("philips", "located_in", "eindhoven", {}),
    ("philips", "funds", "tu-eindhoven", {}),
    ("philips", "funds", "asml", {"when": "1984/1995"}),
    ("natlab", "enables", "lithography", {"when": "1970~"}),
    ("lithography", "enables", "asml", {}),
    ("asml", "anchors", "eindhoven-high-tech", {"when": "1995/.."}),
    ("nxp", "anchors", "eindhoven-high-tech", {}),
    ("signify", "located_in", "eindhoven", {}),
    ("tu-eindhoven", "enables", "eindhoven-high-tech", {"through": ["talent-pool"]}),
    ("high-tech-campus", "anchors", "eindhoven-high-tech", {"through": ["shared-campus"]}),
    ("brainport", "funds", "eindhoven-high-tech", {"when": "2004/.."}),
    ("cost-crisis", "hinders", "philips", {"when": "1990"}),
    ("cost-crisis", "transforms", "eindhoven-high-tech", {"polarity": "unclear"}),
    ("land-price", "hinders", "eindhoven-high-tech", {"status": "contested"}),
    ("eindhoven-high-tech", "located_in", "eindhoven", {}),
    ("eindhoven-high-tech", "has_firms", (1200, "firms"), {"when": "2023"}),
    ("philips", "closed", None, {"when": "2001"}),
    ("philips", "funds", "brainport", {"status": "withdrawn"}),
    ("asml", "funds", "tsmc", {"polarity": "unclear", "status": "contested"}),
    ("philips", "funds", "tsmc", {"when": "1987", "confidence": 0.8}),
    ("itri", "spun_off", "tsmc", {"when": "1987", "through": ["spin-off"]}),
    ("itri", "spun_off", "umc", {"when": "1980", "through": ["spin-off"]}),
    ("umc", "spun_off", "mediatek", {"when": "1997"}),
    ("tsmc", "anchors", "hsinchu-semiconductors", {"when": "1987/.."}),
    ("umc", "anchors", "hsinchu-semiconductors", {}),
    ("tsmc", "enables", "foundry-model", {}),
    ("foundry-model", "enables", "mediatek", {}),
    ("tsing-hua", "enables", "hsinchu-semiconductors", {"through": ["talent-pool"]}),
    ("hsinchu-park", "anchors", "hsinchu-semiconductors", {"through": ["shared-campus"]}),
    ("hsinchu-park", "located_in", "hsinchu", {}),
    ("itri", "located_in", "hsinchu", {}),
    ("asml", "enables", "hsinchu-semiconductors", {}),
    ("land-price", "hinders", "hsinchu-semiconductors", {}),
    ("stanford", "founded", "stanford-park", {"when": "1951"}),
    ("stanford", "anchors", "silicon-valley", {"through": ["talent-pool"]}),
    ("stanford-park", "anchors", "silicon-valley", {"through": ["shared-campus"]}),
    ("hewlett-packard", "anchors", "silicon-valley", {}),
    ("stanford", "spun_off", "hewlett-packard", {"when": "1939"}),
    ("fairchild", "spun_off", "intel", {"when": "1968", "through": ["spin-off", "job-hopping"]}),
    ("fairchild", "anchors", "silicon-valley", {"when": "1957/1970"}),
    ("intel", "anchors", "silicon-valley", {}),
    ("defence-orders", "enables", "fairchild", {}),
    ("defence-orders", "enables", "silicon-valley", {"status": "contested"}),
    ("non-competes", "hinders", "job-hopping", {}),
    ("silicon-valley", "uses", "job-hopping", {}),
    ("eindhoven-high-tech", "uses", "shared-campus", {}),
    ("hsinchu-semiconductors", "uses", "talent-pool", {}),
]

SOURCES: dict[str, dict[str, Any]] = {
    "notes": {
        "title": names("Notes on three clusters", "三个集群札记", "三個集群札記"),
        "author": [],
        "publisher": "Cluster Notes",
        "published": "2025-03",
        "url": "https://example.org/notes",
        "kind": "article",
    },
    "survey": {
        "title": {"en": "Supplier survey"},
        "author": [],
        "publisher": "Regional statistics office",
        "published": "2019",
        "url": None,
        "kind": "report",
    },
    "critique": {
        "title": {"zh-Hant": "誰造就了埃因霍溫"},
        "author": [],
        "publisher": "城市評論",
        "published": "2021",
        "url": "http://example.org/critique",
        "kind": "article",
    },
}


def _claim(
    line: int, subject: str, relation: str, target: str | tuple[float, str] | None, more: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    plain = [("notes", "supports", {"en": f"The notes say so of {subject}.", "zh-Hans": "札记如是说。"})]
    number = target if isinstance(target, tuple) else (None, None)
    evidence = [
        {
            "source": source,
            "at": f"line {line + at}",
            "gist": gist,
            "direction": direction,
            "strength": None,
            "said_by": ["brainport"] if direction == "disputes" else [],
            "file": "cases/sample.yaml",
            "line": line + 3 + at,
        }
        for at, (source, direction, gist) in enumerate(more.get("gists", plain))
    ]
    claim = {
        "subject": subject,
        "relation": relation,
        "object": target if isinstance(target, str) else None,
        "value": number[0],
        "unit": number[1],
        "measure": {},
        "through": more.get("through", []),
        "where": [],
        "when": more.get("when"),
        "status": more.get("status", "accepted"),
        "reason": {},
        "polarity": more.get("polarity", RELATIONS[relation][3]),
        "because": more.get("because"),
        "condition": {},
        "hedge": {},
        "confidence": more.get("confidence"),
        "independent_sources": len({item["source"] for item in evidence}),
        "file": "cases/sample.yaml",
        "line": line,
        "evidence": evidence,
    }
    end = f".{target}" if isinstance(target, str) else ""
    return f"{subject}.{relation}{end}", claim


def sample_data() -> dict[str, Any]:
    """Return fresh page data, so that a test may change it."""
    return copy.deepcopy(_sample())


@functools.cache
def _sample() -> dict[str, Any]:
    """The page data; once a process, since laying out its opening takes seconds."""
    claims = dict(_claim(200 + 6 * at, *parts) for at, parts in enumerate(CLAIMS))
    entities: dict[str, dict[str, Any]] = {
        name: {
            "type": kind,
            "label": dict(label),
            "also": [],
            "in": place,
            "note": {},
            "definition": {},
            "active": None,
            "roles": [],
            "members": [],
            "file": "cases/sample.yaml",
            "line": 5 * at + 2,
        }
        for at, (name, (kind, label, place)) in enumerate(ENTITIES.items())
    }
    entities["philips"] |= {
        "also": ["Royal Philips", "皇家飞利浦"],
        "active": "1891/..",
        "roles": ["Anchor"],
        "note": {"en": "Made light bulbs first."},
    }
    entities["spin-off"]["definition"] = names("A firm that began inside another.", "起源于另一企业内部的企业。")
    edges = [(c["subject"], c["object"]) for c in claims.values() if c["object"]]
    drawn = [name for name in entities if any(name in pair for pair in edges)]
    shown = [
        key
        for key, claim in claims.items()
        if claim["relation"] in {"anchors", "spun_off", "hinders", "founded"} and claim["object"]
    ]
    shown.append("philips.funds.asml")
    paths = [[Hop(key, claims[key]["subject"], claims[key]["object"])] for key in shown]
    opening = draw_opening(paths, {name: list(entity["label"].values()) for name, entity in entities.items()})
    return {
        "release": {"id": "sample-1", "sha256": "0" * 64},
        "classes": {
            key: {"label": label, "colour": colour, "shape": shape, "parents": parents}
            for key, (label, colour, shape, parents) in CLASSES.items()
        },
        "relations": {
            key: {"label": label, "inverse": inverse, "kind": kind, "polarity": polarity}
            for key, (label, inverse, kind, polarity) in RELATIONS.items()
        },
        "roles": {"Anchor": {"label": names("anchor", "锚机构", "錨機構")}},
        "choices": {key: {name: {"label": label} for name, label in values.items()} for key, values in CHOICES.items()},
        "units": {"firms": {"label": names("firms", "家企业", "家企業")}},
        "entities": entities,
        "claims": claims,
        "sources": {key: dict(source) for key, source in SOURCES.items()},
        "positions": {key: list(spot) for key, spot in positions(drawn, edges).items()},
        "opening": {
            "question": names(
                "Which anchors drove which clusters?", "哪些锚机构带动了哪些集群？", "哪些錨機構帶動了哪些集群？"
            ),
            **opening,
        },
    }


def hostile_data(text: str, url: str) -> dict[str, Any]:
    """Return page data in which every free text is `text` and every link is `url`."""
    data = sample_data()
    for entity in data["entities"].values():
        entity |= {"also": [text], "note": {"en": text}, "definition": {"en": text}, "file": text}
    data["entities"]["philips"]["label"] = dict.fromkeys(("en", "zh-Hans", "zh-Hant"), text)
    data["entities"]["philips"]["active"] = text
    for claim in data["claims"].values():
        claim |= {key: {"en": text} for key in ("reason", "condition", "hedge", "measure")}
        claim |= {"file": text, "when": text}
        for item in claim["evidence"]:
            item |= {"gist": {"en": text}, "at": text, "file": text, "said_by": [text]}
    for source in data["sources"].values():
        source |= {"title": {"en": text}, "author": [text], "publisher": text, "published": text, "url": url}
    for table in (data["classes"], data["relations"]):
        for term in table.values():
            term["label"] = dict.fromkeys(("en", "zh-Hans", "zh-Hant"), text)
    data["opening"]["question"] = {"en": text}
    return data
