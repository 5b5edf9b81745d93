"""The sentences under the table: which figures they are made of."""

from tests.bench.load import Load
from tests.bench.measures import Measure
from tests.bench.ratios import sentences
from tests.bench.turns import Sample


def a_sample(requests, server_cpu=1.0, postgres_cpu=0.0, wrong=()):
    load = Load(visitors=1, requests=requests, seconds=2.0, body_bytes=0, wrong=wrong)
    return Sample(load, server_cpu, postgres_cpu)


def test_each_ratio_is_of_the_two_turns_of_a_round():
    samples = {
        (Measure.MEDICINE, "This shop"): [a_sample(3000), a_sample(2000)],
        (Measure.MEDICINE, "This shop, nothing kept"): [
            a_sample(100, 0.5, 0.5),
            a_sample(100, 1.0, 1.0),
        ],
        (Measure.MEDICINE, "Stock Oscar, tuned"): [
            a_sample(50, 2.0, 1.0),
            a_sample(50, 2.0, 2.0),
        ],
        (Measure.MEDICINE, "Bare Django view, one read"): [a_sample(4000), a_sample(4000)],
    }
    text = sentences(samples)
    assert "Edge" not in text
    assert (
        "a kept page is answered 50.0 (40.0-60.0) times as often for 1/170 (160-180) of the CPU"
        " (Medicine page);"
    ) in text
    assert "made anew takes 1/5.00 (4.00-6.00) (Medicine page) of the CPU" in text
    assert "a kept page is answered 0.62 (0.50-0.75) times as often" in text


def test_where_there_is_nginx_it_is_told_what_it_answers_by_itself():
    samples = {
        (Measure.MEDICINE, name): [a_sample(requests)]
        for name, requests in {
            "This shop": 10,
            "This shop, nothing kept": 10,
            "Stock Oscar, tuned": 10,
            "Bare Django view, one read": 10,
            "nginx before this shop (Edge)": 17_000,
            "nginx, a file": 20_000,
        }.items()
    }
    assert "nginx before the shop answers 0.85 times as often as with a file" in sentences(samples)


def test_where_a_turn_was_too_short_or_went_wrong_there_are_sentences_all_the_same():
    shop, anew = a_sample(10), a_sample(1, server_cpu=0.0)
    nobody = a_sample(0, wrong=("no answer",))
    samples = {
        (Measure.MEDICINE, "This shop"): [shop],
        (Measure.MEDICINE, "This shop, nothing kept"): [anew],
        (Measure.MEDICINE, "Stock Oscar, tuned"): [nobody, nobody],
        (Measure.MEDICINE, "Bare Django view, one read"): [shop],
    }
    assert "a kept page is answered 1.00 times as often" in sentences(samples)
