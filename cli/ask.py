"""`agglo ask`, `agglo paths`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import options
from .output import bold, dim, write, write_json

if TYPE_CHECKING:
    from agglo.graph import Answer, KnowledgeGraph

_TEXTS = {
    "en": {
        "through": "through {0}",
        "sources": "{0} independent sources",
        "comma": ", ",
        "and more": "; {0} more",
        "first": "Only the first {0} are shown; --limit 0 shows all.",
        "read": "Read as: {0}",
        "found": "{0} answers from {1} claims, {2} paths; release {3}. Evidence: add --evidence. SPARQL: add --sparql.",
        "none": "No answer: {0} claims examined, {1} left out by filters, no path among them; release {2}.",
        "unassessed": "not assessed",
        "whole-chain": "a source tells the whole",
        "pieces": "pieces from several sources",
        "single-source": "one source only",
        "more": "+{0} more paths",
        "supports": "supports",
        "disputes": "disputes",
        "qualifies": "qualifies",
    },
    "zh-Hans": {
        "through": "机制：{0}",
        "sources": "{0} 个独立来源",
        "comma": "、",
        "and more": "；另 {0} 条",
        "first": "只显示前 {0} 条；加 --limit 0 显示全部。",
        "read": "读作：{0}",
        "found": "共 {0} 条答案，查看了 {1} 条论断、{2} 条路径；版本 {3}。加 --evidence 看证据，加 --sparql 看查询。",
        "none": "没有答案：查看了 {0} 条论断，其中 {1} 条被条件排除，未找到路径；版本 {2}。",
        "unassessed": "未评估",
        "whole-chain": "有来源讲述全链",
        "pieces": "由多个来源拼成",
        "single-source": "仅一个来源",
        "more": "另有 {0} 条路径",
        "supports": "支持",
        "disputes": "反对",
        "qualifies": "限定",
    },
    "zh-Hant": {
        "through": "機制：{0}",
        "sources": "{0} 個獨立來源",
        "comma": "、",
        "and more": "；另 {0} 條",
        "first": "只顯示前 {0} 條；加 --limit 0 顯示全部。",
        "read": "讀作：{0}",
        "found": "共 {0} 條答案，查看了 {1} 條論斷、{2} 條路徑；版本 {3}。加 --evidence 看證據，加 --sparql 看查詢。",
        "none": "沒有答案：查看了 {0} 條論斷，其中 {1} 條被條件排除，未找到路徑；版本 {2}。",
        "unassessed": "未評估",
        "whole-chain": "有來源講述全鏈",
        "pieces": "由多個來源拼成",
        "single-source": "僅一個來源",
        "more": "另有 {0} 條路徑",
        "supports": "支持",
        "disputes": "反對",
        "qualifies": "限定",
    },
}

_SHOWN = 20

Evidence = Annotated[bool, typer.Option("--evidence", "-e", help="Show every claim with its evidence.")]
Sparql = Annotated[bool, typer.Option("--sparql", help="Print the SPARQL query that gives the same pairs, and stop.")]
Json = Annotated[bool, typer.Option("--json", help="The answer as JSON.")]
Limit = Annotated[
    int, typer.Option("--limit", help="Show at most so many answers; 0 shows all. By default 20, and all as JSON.")
]


def ask_command(
    question: Annotated[str, typer.Argument(help="The question, in English or Chinese.")],
    evidence: Evidence = False,
    sparql: Sparql = False,
    json: Json = False,
    limit: Limit = -1,
    facts: options.Facts = None,
    graph: options.Graph = None,
    ontology: options.Ontology = None,
) -> None:
    """Answer a question such as "which anchors drove which clusters" or 哪些锚机构带动了哪些集群."""
    opened = options.graph_of(facts, graph, ontology)
    _show(opened, question, opened.ask(question), evidence=evidence, sparql=sparql, json=json, limit=limit)


def paths_command(
    start: Annotated[str, typer.Option("--from", metavar="NAME", help="The cause: an id or a name.")],
    end: Annotated[str, typer.Option("--to", metavar="NAME", help="The effect: an id or a name.")],
    hops: Annotated[int, typer.Option("--hops", min=1, max=6, help="Longest path, in claims.")] = 3,
    language: Annotated[str, typer.Option("--lang", help="en, zh-Hans or zh-Hant.")] = "en",
    evidence: Evidence = False,
    sparql: Sparql = False,
    json: Json = False,
    limit: Limit = -1,
    facts: options.Facts = None,
    graph: options.Graph = None,
    ontology: options.Ontology = None,
) -> None:
    """Show every causal path from one thing to another, best first."""
    if language not in _TEXTS:
        raise typer.BadParameter(f"`{language}` is none of {', '.join(_TEXTS)}", param_hint="--lang")
    opened = options.graph_of(facts, graph, ontology)
    answer = opened.paths(start, end, hops=hops, language=language)
    _show(opened, f"{start} -> {end}", answer, evidence=evidence, sparql=sparql, json=json, limit=limit)


def _show(
    graph: KnowledgeGraph, question: str, answer: Answer, *, evidence: bool, sparql: bool, json: bool, limit: int
) -> None:
    from agglo.graph.ask.present import answer_json

    if limit < 0:
        limit = 0 if json else _SHOWN
    found = answer_json(graph.look, question, answer, limit)
    if json:
        write_json(found)
        return
    if sparql:
        write(found["sparql"] + "\n")
        return
    language = found["language"]
    texts = _TEXTS[language]
    write(texts["read"].format(found["reading"]) + "\n")
    examined, release = found["examined"], found["release"]["id"]
    if not found["answers"]:
        left_out = examined["claims left out by filters"]
        write(texts["none"].format(examined["claims"], left_out, release) + "\n")
        return
    if evidence:
        write("\n".join(_in_full(row, texts) for row in found["answers"]) + "\n")
    else:
        rows = enumerate(found["answers"], 1)
        write("".join(f"\n{_in_short(number, row, texts)}\n" for number, row in rows) + "\n")
    if len(found["answers"]) < found["found"]:
        write(texts["first"].format(len(found["answers"])) + "\n")
    write(texts["found"].format(found["found"], examined["claims"], examined["paths"], release) + "\n")


def _confidence(value: float | None, texts: dict[str, str]) -> str:
    return texts["unassessed"] if value is None else f"{value:.2f}"


def _in_short(number: int, row: dict[str, Any], texts: dict[str, str]) -> str:
    """An answer in a few lines: the pair, the chain if it has several claims, the mechanisms, who says so."""
    indent = " " * 4
    place = f" ({row['to']['place']})" if row["to"]["place"] else ""
    trust = [_confidence(row["confidence"], texts), texts["sources"].format(row["independent_sources"])]
    if row["hops"] > 1:
        trust.append(texts[row["support"]])
    pair = f"{row['from']['label']} → {row['to']['label']}{place}"
    lines = [f"{number:>2}. {bold(pair)}  [{'; '.join(trust)}]"]
    if row["hops"] > 1:
        lines.append(indent + " → ".join(claim["statement"] for claim in row["claims"]))
    mechanisms = {m["label"]: None for claim in row["claims"] for m in claim["through"]}
    if mechanisms:
        lines.append(indent + texts["through"].format(texts["comma"].join(mechanisms)))
    lines += [indent + dim(_said(claim, texts)) for claim in row["claims"]]
    return "\n".join(lines)


def _said(claim: dict[str, Any], texts: dict[str, str]) -> str:
    """Where a claim is from: its first supporting source and place in it, how many more, and the fact file's line."""
    supporting = [e for e in claim["evidence"] if e["direction"] != "disputes"]
    first = supporting[0]
    at = f", {first['at']}" if first["at"] else ""
    more = texts["and more"].format(len(supporting) - 1) if len(supporting) > 1 else ""
    return f"{first['source']}{at}{more}  {claim['file']}:{claim['line']}"


def _in_full(row: dict[str, Any], texts: dict[str, str]) -> str:
    head = f"\n{row['from']['label']} → {row['to']['label']}"
    confidence = _confidence(row["confidence"], texts)
    more = f"; {texts['more'].format(row['other_paths'])}" if row["other_paths"] else ""
    lines = [f"{head}  [{confidence}; {texts[row['support']]}{more}]"]
    for claim in row["claims"]:
        through = ", ".join(m["label"] for m in claim["through"])
        when = f" ({claim['when']})" if claim["when"] else ""
        lines.append(f"  {claim['statement']}{when}" + (f" — {through}" if through else ""))
        lines.append(f"    {claim['id']}  {claim['file']}:{claim['line']}")
        for each in claim["evidence"]:
            at = f", {each['at']}" if each["at"] else ""
            lines.append(f"    {texts[each['direction']]}: {each['title']}{at}  [{each['file']}:{each['line']}]")
            lines.append(f"      {each['gist']}")
    return "\n".join(lines)
