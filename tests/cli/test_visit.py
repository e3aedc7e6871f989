from __future__ import annotations
def test_x(families):
    v = families.json("visit","list")
    print(v)
    assert len(v["visits"])==1
