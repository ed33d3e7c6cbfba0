"""Where things stand on the map, and the bounds of dates, as the page gets them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agglo.graph.knowledge_graph import KnowledgeGraph
from agglo.graph.view.standing import dated, standing

FACTS = """
source: paper
sources:
  paper: {title: {en: On towns}, publisher: Press, published: 2001, kind: paper}
entities:
  country: {type: Country, label: {en: Country, zh-Hans: 名}}
  region: {type: Region, label: {en: Region, zh-Hans: 名}, in: country}
  lonely: {type: Region, label: {en: Lonely region, zh-Hans: 名}, in: country}
  vast: {type: Region, label: {en: Vast region, zh-Hans: 名}}
  one: {type: City, label: {en: One, zh-Hans: 名}, in: region, point: [10, 20]}
  two: {type: City, label: {en: Two, zh-Hans: 名}, in: region, point: [10, 22]}
  three: {type: City, label: {en: Three, zh-Hans: 名}, in: lonely, point: [40, 50]}
  far: {type: City, label: {en: Far, zh-Hans: 名}, in: vast, point: [0, 0]}
  farther: {type: City, label: {en: Farther, zh-Hans: 名}, in: vast, point: [0, 40]}
  quarter: {type: District, label: {en: Quarter, zh-Hans: 名}, in: one}
  firm: {type: Firm, label: {en: Firm, zh-Hans: 名}, in: quarter}
  plant: {type: Firm, label: {en: Plant, zh-Hans: 名}}
  regional: {type: Cluster, label: {en: Regional cluster, zh-Hans: 名}, in: region}
  national: {type: Policy, label: {en: National policy, zh-Hans: 名}, in: country}
  vague: {type: Cluster, label: {en: Vague cluster, zh-Hans: 名}, in: vast}
  idea: {type: Concept, label: {en: idea, zh-Hans: 名}}
claims:
  - claim: plant located_in two
    evidence: [{gist: {en: It stands there.}}]
"""


@pytest.fixture(scope="module")
def found(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("towns")
    (folder / "towns.yaml").write_text(FACTS, "utf-8")
    return standing(KnowledgeGraph.open(folder).look)


def test_a_thing_stands_where_what_it_is_in_stands(found: dict[str, Any]) -> None:
    assert found["stands"]["quarter"] == "one"
    assert found["stands"]["firm"] == "one"


def test_claims_place_what_has_no_in(found: dict[str, Any]) -> None:
    assert found["stands"]["plant"] == "two"


def test_an_area_stands_in_the_middle_of_its_places(found: dict[str, Any]) -> None:
    assert found["areas"] == ["region"]
    latitude, longitude = found["points"]["region"]
    assert (round(latitude, 1), round(longitude, 1)) == (10.0, 21.0)
    assert found["stands"]["regional"] == "region"


def test_an_area_with_one_place_stands_there(found: dict[str, Any]) -> None:
    assert found["stands"]["lonely"] == "three"


def test_what_is_too_wide_for_a_point_stands_nowhere(found: dict[str, Any]) -> None:
    placed = found["points"].keys() | found["stands"].keys()
    assert {"country", "vast", "vague", "national", "idea"}.isdisjoint(placed)


def test_what_stands_somewhere_stands_at_a_point(shipped: dict[str, Any]) -> None:
    placed = shipped["map"]
    assert len(placed["points"]) > 100
    assert set(placed["stands"].values()) <= placed["points"].keys()
    assert placed["stands"].keys().isdisjoint(placed["points"])
    assert placed["stands"].keys() <= shipped["entities"].keys()
    for latitude, longitude in placed["points"].values():
        assert -90 <= latitude <= 90
        assert -180 <= longitude <= 180


def test_every_date_has_bounds(shipped: dict[str, Any]) -> None:
    texts = {entity["active"] for entity in shipped["entities"].values()}
    texts |= {claim["when"] for claim in shipped["claims"].values()}
    assert shipped["dates"].keys() == texts - {None}


def test_bounds_are_as_short_as_they_can_be() -> None:
    texts = ("1984", "198X/..", "../1990", "1901/", "not a date", "-0400/1200")
    data = {"entities": {}, "claims": {str(at): {"when": text} for at, text in enumerate(texts)}}
    assert dated(data) == {
        "1984": ["1984-01-01", "1984-12-31"],
        "198X/..": ["1980-01-01", "1989-12-31", "", ""],
        "../1990": ["", "", "1990-01-01", "1990-12-31"],
        "1901/": ["1901-01-01", "1901-12-31", "", ""],
        "-0400/1200": ["-0400-01-01", "-0400-12-31", "1200-01-01", "1200-12-31"],
    }
