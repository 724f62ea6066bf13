"""When a deployment asks."""

from __future__ import annotations

import pytest

from shipway.cli.options import Options
from shipway.cli.questions import before_deploying, type_name
from shipway.errors import Declined
from shipway.plan.model import Action, Change, Plan


def plan(*changes):
    return Plan("shop", "dev", "fargate", "us-east-1", True, "", (), changes, ())


VPC = Change("network", "Vpc", "AWS::EC2::VPC", Action.ADD)
DATABASE = Change("data", "Db", "AWS::RDS::DBInstance", Action.ADD)
GONE = Change("data", "Db", "AWS::RDS::DBInstance", Action.REMOVE, holds_data=True)


def test_what_is_free_and_loses_nothing_is_not_asked_for():
    before_deploying(plan(VPC), Options())


@pytest.mark.parametrize(
    ("change", "words"), [(DATABASE, "AWS charges for 1 × database"), (GONE, "1 of them with data")]
)
def test_without_a_terminal_a_question_is_a_no(change, words):
    with pytest.raises(Declined, match=words) as raised:
        before_deploying(plan(VPC, change), Options())
    assert "--yes" in raised.value.next_step


def test_yes_answers_everything():
    before_deploying(plan(DATABASE, GONE), Options(yes=True))
    type_name("Remove?", "dev", Options(yes=True))
