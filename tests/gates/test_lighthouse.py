"""The row that Lighthouse's report of one page makes."""

from tests.gates.lighthouse import row


def test_a_row_has_the_four_scores_the_paint_and_the_shift():
    scores = {"performance": 0.97, "accessibility": 1, "best-practices": 1, "seo": 0.66}
    report = {
        "categories": {name: {"score": score} for name, score in scores.items()},
        "audits": {
            "largest-contentful-paint": {"displayValue": "1.6\N{NO-BREAK SPACE}s"},
            "cumulative-layout-shift": {"displayValue": "0"},
        },
    }
    assert row("/medicines/", report) == "| `/medicines/` | 97 | 100 | 100 | 66 | 1.6 s | 0 |"
