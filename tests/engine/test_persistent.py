"""The immutable containers behave like the plain ones, and never change behind somebody's back."""

from hypothesis import given
from hypothesis import strategies as st

from openline.engine.persistent import ShardedMap, SortedKeys

numbers = st.integers(0, 2**63 - 1)


@given(st.lists(st.tuples(numbers, st.booleans(), st.text(max_size=3))))
def test_a_map_is_a_dict(changes: list[tuple[int, bool, str]]) -> None:
    plain: dict[int, str] = {}
    tried: ShardedMap[str] = ShardedMap()
    for number, dropped, value in changes:
        before, size, key = tried, len(tried), number
        if dropped and plain:
            key = sorted(plain)[number % len(plain)]
            del plain[key]
            tried = tried.drop(key)
        else:
            plain[key] = value
            tried = tried.put(key, value)
        assert len(before) == size
    assert {key: tried[key] for key in tried} == plain
    assert sorted(tried.values()) == sorted(plain.values())
    assert len(tried) == len(plain)
    assert tried == ShardedMap(plain.items())
    assert all(key in tried for key in plain)
    assert tried.get(-1) is None


@given(st.lists(st.integers(0, 300), max_size=600))
def test_a_sorted_set_is_a_sorted_set(changes: list[int]) -> None:
    plain: set[tuple[int, int]] = set()
    tried = SortedKeys()
    for number in changes:
        key = (number // 2, number)
        before, content = tried, list(tried)
        tried = tried.discard(key) if key in tried else tried.add(key)
        plain ^= {key}
        assert list(before) == content
    assert list(tried) == sorted(plain)
    assert len(tried) == len(plain)
    assert tried == SortedKeys(plain)
    assert tried.last() == max(plain, default=None)
