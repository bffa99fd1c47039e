"""Comments are found wherever they stand, and never inside a text."""

import pytest

from sim.content.comments import comments_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# top\na: b\n", [(1, "# top", True)]),
        ("a: b  # beside\n", [(1, "# beside", False)]),
        ('a: "no # comment"  # yes\n', [(1, "# yes", False)]),
        ("a: 'x # y'\n", []),
        ("a: b#c\n", []),
        ('a: "over\n  # two\n  lines" # end\n', [(3, "# end", False)]),
        ("a: |\n  # inside\n  text\n# after\nb: c\n", [(4, "# after", True)]),
        ("a:\n  b: >-\n    # inside\n    text\n  # after\n  c: d\n", [(5, "# after", True)]),
        ("a: | # header\n  text\n", [(1, "# header", False)]),
        ("{a: b, c: 'd#e'} # flow\n", [(1, "# flow", False)]),
        ("- a # one\n- b\n  # two\n", [(1, "# one", False), (3, "# two", True)]),
        ("a: b\n#", [(2, "#", True)]),
        ("# only\n", [(1, "# only", True)]),
        ("a: b\r\n# after\r\n", [(2, "# after", True)]),
    ],
)
def test_comments_are_told_from_texts(text, found):
    assert [tuple(comment) for comment in comments_in(text)] == found
