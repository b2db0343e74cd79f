"""The rules on paper and the rules in code name each other."""

import re

import pytest

from openline.engine.eligibility import Refusal
from openline.engine.explain import PASSED_OVER_KEPT
from openline.engine.step import RejectReason
from openline.engine.words import SESSIONS_PER_AGENT
from tests.engine.mutations import BUGS
from tests.engine.planted import ENGINE, ROOT

BEHAVIOUR = ROOT / "docs" / "behaviour"
ROUTING, SESSIONS, PROOFS = (
    (BEHAVIOUR / f"{name}.md").read_text() for name in ("routing", "sessions", "engine-proofs")
)


def test_every_rule_the_code_cites_exists() -> None:
    rules = set(re.findall(r"\*\*([RS]\d+)\.", ROUTING + SESSIONS))
    cited = {
        rule
        for path in ENGINE.rglob("*.py")
        for brackets in re.findall(r"\(([RS]\d[^)]*)\)", path.read_text())
        for rule in re.findall(r"[RS]\d+", brackets)
    }
    assert cited
    assert cited <= rules


def test_every_refusal_is_explained() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", SESSIONS, re.MULTILINE)) == set(RejectReason)


@pytest.mark.parametrize("refusal", Refusal)
def test_every_reason_to_pass_somebody_over_is_explained(refusal: Refusal) -> None:
    assert f"`{refusal}`" in ROUTING


def test_the_limits_on_paper_are_those_in_code() -> None:
    assert f"{SESSIONS_PER_AGENT:,} open sessions" in ROUTING
    assert f"at most {PASSED_OVER_KEPT}\nby name" in ROUTING


def test_the_table_of_planted_bugs_is_that_of_the_list() -> None:
    assert re.findall(r"^\| (.+?) \| `[\w/]+\.py`", PROOFS, re.MULTILINE) == [bug.name for bug in BUGS]
