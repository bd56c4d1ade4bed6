"""The model card: what the embedded encoder is, what it was made from, how well it does, and its limits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CARD = """---
license: apache-2.0
language: [zh, en]
library_name: sentence-transformers
---

# The embedded encoder of policy-qa

A static table of word vectors for questions in everyday Chinese or English over Chinese officialese:
{words} words, {dim} dimensions, 8 bits each. A text's vector is the normalised sum of its words' rows; a row's
length is the word's importance, its direction its meaning. The same rows serve late interaction (for every word of
a question the nearest word of a passage). It runs on numpy, and loads as a sentence-transformers model too:

```python
from sentence_transformers import SentenceTransformer

SentenceTransformer("embeddings/model").encode(["没房子抵押能贷到钱吗"])
```

## Files

`tokenizer.json` (normalisation of width, case and traditional characters; unigram segmentation), `model.safetensors`
(`embeddings` int8, `weights` the scale per token, `mapping` token to row; English words share the row of their stem),
`subject.safetensors` (a small network on words and vector that tells questions for policy documents from
everything else), `held_out.json` (the figures below).

## Recipe

`make train` (`embeddings/training/train.py`, seed 0, two CPU cores) builds it anew. A word's row is learned as the sum
of its own vector and those of its characters and two-character parts. Stage 1 trains the passage vector by contrast on
general pairs and written topics; stage 2 trains passage vector and late interaction together, with written near misses.

## Data

| what | rows | source and licence |
|---|---|---|
| topics: questions, passages, near misses, terms | 700 + {own_topics} | written for this project |
| questions over articles of regulations | 3,902 | questions: this project; law texts (PRC Copyright Law, art. 5) |
| glossary of official words in everyday Chinese and English | {entries} | written for this project |
| texts on other subjects, and short questions like them | {subject_texts} | written for this project |
| parallel law articles zh–en | 74,073 | Taiwan Ministry of Justice law database |
| first sentence of a law article and its rest, PRC and Taiwan | 126,326 | law texts |
| legal questions and answers | 13,999 | Lawyer LLaMA, Apache-2.0 |
| everyday sentences zh–en | 21,116 | Tatoeba, CC BY 2.0 FR |
| documentation strings en–zh | 44,388 | python-docs-zh-cn, CC0 |

CC-CEDICT and NTREX (CC BY-SA) were not used.

## Figures

Held out: one in twenty of the written topics and of the regulations, whole, never trained on; 150 questions of each
language over their passages among 20,000 articles of law. hit@1 / @5 / @10:

{table}

{subject}

Figures on whole documents are in `tests/benchmarks/RESULTS.md`.

## Limits

- Word order and negation do not count: a passage and its opposite look alike.
- Words that are neither in the vocabulary nor made of its words are not seen.
- It knows the language of Chinese government offices; it is no general encoder.
- Figures, names and document numbers are matched by the lexical index beside it, not by meaning.
"""


def write(folder: Path) -> None:
    """Writes README.md into a saved model's folder, from its ``held_out.json``: what it holds, and how well it does."""
    figures: dict[str, Any] = json.loads((folder / "held_out.json").read_text(encoding="utf-8"))
    rows = ["| view, language of the question | @1 | @5 | @10 |", "|---|---|---|---|"]
    rows += [f"| {name} | {' | '.join(f'{v:.2f}' for v in hits)} |" for name, hits in figures["retrieval"].items()]
    subject = "; ".join(f"{name} {share:.2f}" for name, share in figures["subject"].items())
    counts = {name: f"{count:,}" for name, count in figures["counts"].items()}
    text = CARD.format(**counts, table="\n".join(rows), subject=f"Subject: {subject}.")
    (folder / "README.md").write_text(text, encoding="utf-8")
