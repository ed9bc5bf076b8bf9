"""The article's claims: how each stands today, and what the lab says of it."""

from __future__ import annotations

from collections.abc import Iterable

import altair as alt
import pandas as pd

from framework_compare.catalogue.article import Claim
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.measured.quotations import quoted, shown_word
from framework_compare.present.drawing import (
    NO_FRAME,
    Drawing,
    by_row,
    drawn,
    inline,
    label_axis,
    text_mark,
)
from framework_compare.present.ledger import sources_of
from framework_compare.present.theme import HOLDS, MEASURED
from framework_compare.vocabulary import CriterionId


def introduction(catalogue: Catalogue) -> str:
    """Return what the article is, in a sentence of Markdown with its address."""
    source = catalogue.sources["article"]
    title = f"[{source.title}]({source.url})" if source.url else source.title
    return (
        f"The article is “{title}” by {catalogue.article.publisher}: it compares Streamlit and"
        " Flask for commercial use, and this comparison began with it."
    )


def summary(catalogue: Catalogue) -> Drawing:
    """Return how many of the claims hold."""
    claims = rows(catalogue)
    title = f"How the article's {len(claims)} claims stand today"
    return drawn(title, chart, alt_text, counts(claims))


def rows(catalogue: Catalogue) -> pd.DataFrame:
    """Return the article's claims: one row each, with the verdict's mark and word."""
    made = []
    for claim in catalogue.claims.values():
        mark, word, _ = HOLDS[claim.holds]
        first = next((s for s in sources_of(catalogue, claim.sources) if s.url), None)
        made.append(
            {
                "id": claim.id,
                "Claim": claim.text,
                "Verdict": f"{mark} {word}",
                "Measured": measured_claim(claim, catalogue),
                "Why": claim.why,
                "Today": claim.currency,
                "Section": claim.section.capitalize().replace("Faq", "FAQ"),
                "Feature": catalogue.criterion(claim.feature).name if claim.feature else "General",
                "Source": first.url if first else "",
            }
        )
    return pd.DataFrame(made)


def counts(claims: pd.DataFrame) -> pd.DataFrame:
    """Return how many claims have each verdict: name, word, count, label and colour."""
    found = claims["Verdict"].value_counts()
    made = [
        {
            "name": f"{mark} {word}",
            "word": word.lower(),
            "count": int(found.get(f"{mark} {word}", 0)),
            "colour": tint,
        }
        for mark, word, tint in HOLDS.values()
    ]
    frame = pd.DataFrame(made)
    return frame.assign(label=frame["count"].astype(str))


def chart(numbers: pd.DataFrame) -> alt.LayerChart:
    """Return one bar a verdict, with its mark, word and number.

    Parameters
    ----------
    numbers
        columns name (mark and word), count, label and colour; one row a verdict.
    """
    name = alt.Y("name:N", sort=None, title=None, axis=label_axis(labelLimit=140))
    base = alt.Chart(inline(numbers)).encode(
        x=alt.X("count:Q", scale=alt.Scale(domainMin=0, padding=30, nice=False), axis=None), y=name
    )
    bars = base.mark_bar(cornerRadiusEnd=3, height=alt.RelativeBandSize(0.6)).encode(
        color=by_row(),
        tooltip=[alt.Tooltip("name:N", title="Verdict"), alt.Tooltip("count:Q", title="Claims")],
    )
    figures = base.mark_text(**text_mark(align="left", dx=6)).encode(text=alt.Text("label:N"))
    whole: alt.LayerChart = alt.layer(bars, figures).properties(height=118).configure(view=NO_FRAME)
    return whole


def alt_text(numbers: pd.DataFrame) -> str:
    """Return the chart's content as one sentence."""
    parts = [
        f"{row.count_} {row.word}"
        for row in numbers.rename(columns={"count": "count_"}).itertuples()
    ]
    return "The article's claims: " + ", ".join(parts) + "."


def measured_claim(claim: Claim, catalogue: Catalogue) -> str:
    """Return the lab's word on a claim with its numbers.

    Nothing where a number was not measured or none is asked.
    """
    if claim.measured is None:
        return ""
    said, word = (
        quoted(claim.measured, catalogue.measurements),
        shown_word(claim.measured, catalogue.measurements),
    )
    if said is None or word is None:
        return ""
    mark, name = MEASURED[word]
    return f"{mark} {name}: {said}"


def measured_reason(claim: Claim, catalogue: Catalogue) -> str:
    """Return what the lab's word means for a claim.

    Where it differs from the entry's, that the values scatter.
    """
    if claim.measured is None:
        return ""
    if shown_word(claim.measured, catalogue.measurements) == claim.measured.word:
        return claim.measured.why
    return "The values scatter too much about the rule's bound to give a word."


def measured_sentences(claims: Iterable[str], catalogue: Catalogue) -> list[str]:
    """Return what the lab found about these claims, each sentence once.

    Those that were not measured are left out.
    """
    tests = [test for claim in claims if (test := catalogue.claims[claim].measured)]
    said = [quoted(test, catalogue.measurements) for test in tests]
    return list(dict.fromkeys(sentence for sentence in said if sentence))


def measured_beside(catalogue: Catalogue, framework: str, feature: CriterionId) -> str:
    """Return what was measured of one framework about one feature of the article.

    Nothing where there is nothing.
    """
    found = [
        quoted(beside, catalogue.measurements, framework)
        for beside in catalogue.measured.beside
        if beside.feature == feature
    ]
    said = "; ".join(filter(None, found))
    return f"{said}, measured" if said else ""
