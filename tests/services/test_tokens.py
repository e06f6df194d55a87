"""Visitor tokens: one purpose, keys that rotate, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from itsdangerous import URLSafeTimedSerializer

from deskbell.domain.errors import DeskbellError
from deskbell.services import tokens
from deskbell.services.tokens import Tokens, VisitorClaim

CLAIM = VisitorClaim("v1", "i1", 1)


def _code(signer: Tokens, token: str) -> str:
    with pytest.raises(DeskbellError) as refused:
        signer.read_visitor(token)
    return refused.value.code


def test_keys_rotate() -> None:
    old, both, new = Tokens(["a"]), Tokens(["a", "b"]), Tokens(["b"])
    assert both.read_visitor(old.sign_visitor(CLAIM)) == CLAIM
    assert new.read_visitor(both.sign_visitor(CLAIM)) == CLAIM
    assert _code(new, old.sign_visitor(CLAIM)) == "bad_token"


def test_every_single_changed_character_is_noticed() -> None:
    signer = Tokens(["a"])
    token = signer.sign_visitor(CLAIM)
    for at in range(len(token)):
        changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        if changed[:-1] != token[:-1]:
            assert _code(signer, changed) in ("bad_token", "expired_token")
    assert _code(signer, token[:-5]) == "bad_token"


def test_a_token_for_another_purpose_is_none() -> None:
    other = URLSafeTimedSerializer(["a"], salt="deskbell.password-reset")
    assert _code(Tokens(["a"]), str(other.dumps(list(CLAIM)))) == "bad_token"


@pytest.mark.parametrize("claim", [{}, [], ["v1"], ["v1", "i1", "1"], [1, "i1", 1], ["v1", "i1", True], "v1", None])
def test_a_well_signed_wrong_shape_is_none(claim: object) -> None:
    signer = Tokens(["a"])
    assert _code(signer, str(signer._visitor.dumps(claim))) == "bad_token"


def test_it_ages(monkeypatch: pytest.MonkeyPatch) -> None:
    signer = Tokens(["a"])
    token = signer.sign_visitor(CLAIM)
    monkeypatch.setattr(tokens, "VISITOR_MAX_AGE_SECONDS", -1)
    assert _code(signer, token) == "expired_token"
