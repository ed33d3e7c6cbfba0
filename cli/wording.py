"""What the commands say about answers, in the language of the question."""

from __future__ import annotations

_ENGLISH = {
    "present": "present",
    "absent": "absent: what said so was rejected",
    "disputed": "disputed",
    "not-recorded": "not recorded here",
    "nearest": "nearest on record: {0}, {1} km away: {2}",
    "differ": "sources differ in: {0}",
    "rival": "against it stands: {0}",
    "loses-all-support": "loses all the support on record",
    "loses-one-of-several": "loses support; other claims that still hold it up: {0}",
    "preconditions-unknown": "no preconditions recorded: this graph cannot say",
    "preconditions-recorded": "every recorded precondition is on record there; that is not to say that it would work",
    "preconditions-partly": "not every recorded precondition is on record there",
    "precondition-absent": "a precondition is absent there",
    "no-failure-recorded": "no failure on record: beware of survivorship",
    "no-mechanism": "names no mechanism",
    "no-policy": "no policy names it",
    "unproven": "unproven: no causal claim about it has two independent sources",
    "track": "claims that it worked: {0}; places: {1}; failures: {2}",
    "further": "and {0} more; --evidence shows all",
    "contested": "contested",
    "rejected": "rejected",
    "superseded": "superseded",
    "withdrawn": "withdrawn",
    "reason": "because: {0}",
    "measure": "counted: {0}",
    "read": "Read as: {0}",
    "confidence": "confidence {0}",
    "unassessed": "confidence not assessed",
    "source": "{0} independent source",
    "sources": "{0} independent sources",
    "whole-chain": "one source tells the whole chain",
    "pieces": "pieced together from several sources",
    "single-source": "from one source only",
    "more path": "{0} more path",
    "more paths": "{0} more paths",
    "through": "through {0}",
    "brackets": " ({0})",
    "since": "since {0}",
    "about": "about {0}",
    "perhaps": "perhaps {0}",
    "decade": "{0}s",
    "until": "up to {0}",
    "comma": ", ",
    "space": " ",
    "joint": "; ",
    "at": ", ",
    "and more": "{0} more",
    "against": "{0} against",
    "first": "The first {0} of {1} answers; --limit 0 shows all.",
    "answer": "{0} answer.",
    "answers": "{0} answers.",
    "none": "No answer.",
    "examined": "Examined: {0}; release {1}.",
    "claim": "{0} claim",
    "claims": "{0} claims",
    "left out": "{0} left out by the filters",
    "path": "{0} path",
    "paths": "{0} paths",
    "more": "--evidence shows who says so, --sparql the query.",
    "supports": "supports: {0}",
    "disputes": "disputes: {0}",
    "qualifies": "qualifies: {0}",
    "said by": "as told by {0}",
    "condition": "on condition: {0}",
    "hedge": "caveat: {0}",
    "also": "also: {0}",
    "in": "in {0}",
    "from": "from",
    "to": "to",
    "place": "place",
    "sure": "confidence",
    "held": "independent sources",
    "mechanisms": "through",
    "facts": "claims",
    "unsure": "not assessed",
}
_SIMPLIFIED = {
    "present": "有",
    "absent": "没有：相关论断已被否定",
    "disputed": "有争议",
    "not-recorded": "此地没有记录",
    "nearest": "最近有记录的是{0}，相距 {1} 公里：{2}",
    "differ": "分歧在于：{0}",
    "rival": "与之相对：{0}",
    "loses-all-support": "失去全部已记录的支撑",
    "loses-one-of-several": "失去部分支撑；仍支撑它的论断：{0} 条",
    "preconditions-unknown": "没有记录任何前提：本图谱无从判断",
    "preconditions-recorded": "有记录的前提在那里都有记录；是否行得通，本图谱无从判断",
    "preconditions-partly": "有记录的前提并非在那里都有记录",
    "precondition-absent": "那里缺少一项前提",
    "no-failure-recorded": "没有失败记录：谨防幸存者偏差",
    "no-mechanism": "未提及任何机制",
    "no-policy": "没有政策提及它",
    "unproven": "未经证实：没有一条因果论断有两个独立来源",
    "track": "称其奏效的论断：{0} 条；地点：{1} 处；失败记录：{2} 条",
    "further": "另有 {0} 条；加 --evidence 全部显示",
    "contested": "有争议",
    "rejected": "已否定",
    "superseded": "已被取代",
    "withdrawn": "已撤回",
    "reason": "理由：{0}",
    "measure": "口径：{0}",
    "read": "读作：{0}",
    "confidence": "置信度 {0}",
    "unassessed": "置信度未评估",
    "sources": "{0} 个独立来源",
    "whole-chain": "有一个来源讲述全链",
    "pieces": "由多个来源拼成",
    "single-source": "仅出自一个来源",
    "more paths": "另有 {0} 条路径",
    "through": "机制：{0}",
    "brackets": "（{0}）",
    "since": "自 {0} 起",
    "about": "约 {0}",
    "perhaps": "可能 {0}",
    "decade": "{0}年代",
    "until": "截至 {0}",
    "comma": "、",
    "space": "",
    "joint": "；",
    "at": "，",
    "and more": "另 {0} 条",
    "against": "{0} 条反对",
    "first": "只显示 {1} 条答案中的前 {0} 条；加 --limit 0 显示全部。",
    "answers": "共 {0} 条答案。",
    "none": "没有答案。",
    "examined": "查看了 {0}；版本 {1}。",
    "claims": "{0} 条论断",
    "left out": "其中 {0} 条被条件排除",
    "paths": "{0} 条路径",
    "more": "加 --evidence 看证据，加 --sparql 看查询。",
    "supports": "支持：{0}",
    "disputes": "反对：{0}",
    "qualifies": "限定：{0}",
    "said by": "{0} 所说",
    "condition": "条件：{0}",
    "hedge": "保留：{0}",
    "also": "又名：{0}",
    "in": "位于{0}",
    "from": "从",
    "to": "到",
    "place": "地点",
    "sure": "置信度",
    "held": "独立来源",
    "mechanisms": "机制",
    "facts": "论断",
    "unsure": "未评估",
}
_TRADITIONAL = {
    "present": "有",
    "absent": "沒有：相關論斷已被否定",
    "disputed": "有爭議",
    "not-recorded": "此地沒有記錄",
    "nearest": "最近有記錄的是{0}，相距 {1} 公里：{2}",
    "differ": "分歧在於：{0}",
    "rival": "與之相對：{0}",
    "loses-all-support": "失去全部已記錄的支撐",
    "loses-one-of-several": "失去部分支撐；仍支撐它的論斷：{0} 條",
    "preconditions-unknown": "沒有記錄任何前提：本圖譜無從判斷",
    "preconditions-recorded": "有記錄的前提在那裡都有記錄；是否行得通，本圖譜無從判斷",
    "preconditions-partly": "有記錄的前提並非在那裡都有記錄",
    "precondition-absent": "那裡缺少一項前提",
    "no-failure-recorded": "沒有失敗記錄：謹防倖存者偏差",
    "no-mechanism": "未提及任何機制",
    "no-policy": "沒有政策提及它",
    "unproven": "未經證實：沒有一條因果論斷有兩個獨立來源",
    "track": "稱其奏效的論斷：{0} 條；地點：{1} 處；失敗記錄：{2} 條",
    "further": "另有 {0} 條；加 --evidence 全部顯示",
    "contested": "有爭議",
    "rejected": "已否定",
    "superseded": "已被取代",
    "withdrawn": "已撤回",
    "reason": "理由：{0}",
    "measure": "口徑：{0}",
    "read": "讀作：{0}",
    "confidence": "置信度 {0}",
    "unassessed": "置信度未評估",
    "sources": "{0} 個獨立來源",
    "whole-chain": "有一個來源講述全鏈",
    "pieces": "由多個來源拼成",
    "single-source": "僅出自一個來源",
    "more paths": "另有 {0} 條路徑",
    "through": "機制：{0}",
    "brackets": "（{0}）",
    "since": "自 {0} 起",
    "about": "約 {0}",
    "perhaps": "可能 {0}",
    "decade": "{0}年代",
    "until": "截至 {0}",
    "comma": "、",
    "space": "",
    "joint": "；",
    "at": "，",
    "and more": "另 {0} 條",
    "against": "{0} 條反對",
    "first": "只顯示 {1} 條答案中的前 {0} 條；加 --limit 0 顯示全部。",
    "answers": "共 {0} 條答案。",
    "none": "沒有答案。",
    "examined": "查看了 {0}；版本 {1}。",
    "claims": "{0} 條論斷",
    "left out": "其中 {0} 條被條件排除",
    "paths": "{0} 條路徑",
    "more": "加 --evidence 看證據，加 --sparql 看查詢。",
    "supports": "支持：{0}",
    "disputes": "反對：{0}",
    "qualifies": "限定：{0}",
    "said by": "{0} 所說",
    "condition": "條件：{0}",
    "hedge": "保留：{0}",
    "also": "又名：{0}",
    "in": "位於{0}",
    "from": "從",
    "to": "到",
    "place": "地點",
    "sure": "置信度",
    "held": "獨立來源",
    "mechanisms": "機制",
    "facts": "論斷",
    "unsure": "未評估",
}
_TEXTS = {"en": _ENGLISH, "zh-Hans": _SIMPLIFIED, "zh-Hant": _TRADITIONAL}


class Wording:
    """The texts of one language.

    >>> Wording("en").counted("source", 1), Wording("en").counted("source", 2)
    ('1 independent source', '2 independent sources')
    >>> [Wording("en").period(text) for text in ("1984/..", "1988/1995", "198X", "../1990~")]
    ['since 1984', '1988–1995', '1980s', 'up to about 1990']
    """

    def __init__(self, language: str) -> None:
        self._texts = _TEXTS[language]

    def __call__(self, name: str, *values: object) -> str:
        """A text, with values for its `{0}`, `{1}`, …."""
        return self._texts[name].format(*values)

    def counted(self, name: str, number: int) -> str:
        """A number of things; `name` is the English singular."""
        single = number == 1 and name in self._texts
        return self(name if single else f"{name}s", f"{number:,}")

    def confidence(self, value: float | None) -> str:
        """How sure an answer is."""
        return self("unassessed") if value is None else self("confidence", f"{value:.2f}")

    def period(self, edtf: str) -> str:
        """An EDTF period in words, where it is plain; else as it stands."""
        start, slash, end = edtf.partition("/")
        if not slash:
            return self._date(edtf)
        if end == "..":
            return self("since", self._date(start))
        return self("until", self._date(end)) if start == ".." else f"{self._date(start)}–{self._date(end)}"

    def _date(self, edtf: str) -> str:
        plain, mark = (edtf[:-1], edtf[-1:]) if edtf.endswith(("~", "?")) else (edtf, "")
        if len(edtf) == 4 and edtf.endswith("X") and edtf[:3].isdecimal():
            return self("decade", f"{edtf[:3]}0")
        if not plain.replace("-", "").isdecimal():
            return edtf
        return self("about", plain) if mark == "~" else self("perhaps", plain) if mark else plain
