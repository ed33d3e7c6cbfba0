"""The sample with places and dates: what stands where, and what was when."""

from __future__ import annotations

from typing import Any

from agglo.graph.view.standing import dated

from .sample import names, sample_data

POINTS = {
    "eindhoven": [51.44083, 5.47778],
    "veldhoven": [51.41833, 5.40278],
    "hsinchu": [24.80361, 120.96861],
    "palo-alto": [37.44188, -122.14302],
}
# In these the thing stands; the other things of the sample stand where their `in` says, or nowhere.
ELSEWHERE = {"asml": "veldhoven", "stanford": "palo-alto", "stanford-park": "palo-alto"}
ACTIVE = {
    "philips": "1891/..",
    "asml": "1984~/..",
    "eindhoven-high-tech": "198X/2020",
    "silicon-valley": "1951/",
    "cost-crisis": "1990?",
    "defence-orders": "../1970",
}


def placed_data() -> dict[str, Any]:
    """Return fresh page data, so that a test may change it."""
    data = sample_data()
    entities = data["entities"]
    for id_, label, above in (
        ("veldhoven", names("Veldhoven", "费尔德霍芬", "費爾德霍芬"), None),
        ("palo-alto", names("Palo Alto", "帕罗奥多", "帕羅奧多"), None),
    ):
        entities[id_] = {**entities["eindhoven"], "label": label, "in": above}
    for id_, place in ELSEWHERE.items():
        entities[id_]["in"] = place
    for id_, period in ACTIVE.items():
        entities[id_]["active"] = period
    data["claims"]["philips.anchors.eindhoven-high-tech"]["where"] = ["hsinchu"]
    stands = {id_: entity["in"] for id_, entity in entities.items() if entity["in"] in POINTS and id_ not in POINTS}
    data["map"] = {"points": dict(POINTS), "areas": [], "stands": stands}
    data["dates"] = dated(data)
    return data
