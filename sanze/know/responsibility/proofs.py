"""The whole proof of a county: offices and places together."""

from collections.abc import Collection
from datetime import date

from sanze.foundation.regime.schema import Regime
from sanze.know.responsibility.borders import prove_places
from sanze.know.responsibility.proving import Proof, prove_kind, prove_posts


def proof_of(rules: Regime, on: date, under: str = "", kinds: Collection[str] | None = None) -> Proof:
    """Everything looked at under a code on a day. kinds: these responsibilities alone; empty for places alone."""
    if kinds:
        told = [prove_kind(rules, name, on, under) for name in kinds]
        return Proof(
            max(each[1] for each in told), sum(each[0] for each in told), [one for each in told for one in each[2]]
        )
    proof = prove_posts(rules, on, under) if kinds is None else Proof(0, 0, [])
    looked, doubtful = prove_places(rules, on, under)
    return Proof(max(proof.subjects, looked), proof.targets + looked, proof.touched + doubtful)
