"""Teaches the encoder to tell questions that policy documents are about from everything else that people type.

    python -m embeddings.training.subject [--shared DIR] [--model DIR]     # anew, for a model that stays as it is

A small network: a weight for each word of a text, and one hidden layer over its vector. Written questions of the topics
against everyday sentences, program documentation, and texts written for this purpose (small talk, other subjects,
instructions to the program).
"""

from __future__ import annotations

import argparse
import json
import logging
import lzma
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import save_file
from torch.nn.functional import binary_cross_entropy_with_logits

from embeddings.embedded import MODEL_FOLDER, SUBJECT_FILE, EmbeddedEncoder
from embeddings.training import card, data

log = logging.getLogger("train")
HIDDEN, DROPOUT = 192, 0.7
VECTOR_SCALE = 4.0  # of the vector before the hidden layer
EPOCHS, BATCH, RATE = 20, 256, 0.03
WRITTEN_WEIGHT = 6.0  # of a text written for this purpose, against one of a corpus
EVERY = 2  # so-manieth text of the topics
EVERYDAY = (("parallel_tatoeba_zh.jsonl.xz", 12), ("parallel_python_docs.jsonl.xz", 36))  # every so-manieth row
Margins = npt.NDArray[np.float32]


def written(name: str) -> list[str]:
    """The texts written for this purpose: ``off_topic`` or ``on_topic``."""
    with lzma.open(data.WRITTEN / f"{name}.txt.xz", "rt", encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip()]


class Texts:
    """Texts as the network takes them: their words, and their vectors, shape (texts, dim)."""

    def __init__(self, encoder: EmbeddedEncoder, texts: Sequence[str]) -> None:
        self.words = [torch.from_numpy(own) for own in encoder.words(texts)]
        self.vectors = torch.from_numpy(encoder.encode_queries(texts))


class SubjectNetwork(torch.nn.Module):
    """The margin by which a text is about the subject: positive where it is."""

    def __init__(self, words: int, dim: int) -> None:
        super().__init__()
        self.words = torch.nn.EmbeddingBag(words, 1, mode="sum")
        self.hidden = torch.nn.Linear(dim, HIDDEN)
        self.dropout = torch.nn.Dropout(DROPOUT)
        self.out = torch.nn.Linear(HIDDEN, 1)
        torch.nn.init.zeros_(self.words.weight)

    def forward(self, words: Sequence[torch.Tensor], vectors: torch.Tensor) -> torch.Tensor:
        """Margins, shape (texts,); the weights of a text's words count over the root of their number."""
        counts = torch.tensor([len(own) for own in words])
        shares = torch.repeat_interleave(counts.clamp(min=1).rsqrt(), counts)
        of_words = self.words(torch.cat(list(words)), torch.cumsum(counts, 0) - counts, per_sample_weights=shares)
        hidden = self.dropout(torch.relu(self.hidden(VECTOR_SCALE * vectors)))
        return torch.Tensor(of_words + self.out(hidden))[:, 0]

    @torch.no_grad()
    def margins(self, texts: Texts) -> Margins:
        """Of texts, shape (texts,)."""
        self.eval()
        return np.asarray(self(texts.words, texts.vectors).numpy())

    @torch.no_grad()
    def save(self, path: Path) -> None:
        """Writes what ``EmbeddedEncoder.subject`` reads."""
        save_file(
            {
                "words": self.words.weight[:, 0].numpy().astype(np.float16),
                "hidden": VECTOR_SCALE * self.hidden.weight.numpy(), "hidden_bias": self.hidden.bias.numpy(),
                "out": self.out.weight[0].numpy(), "bias": self.out.bias.numpy(),
            },
            path,
        )  # fmt: skip


def fit(parts: Sequence[tuple[Texts, bool, float]], words: int, dim: int) -> SubjectNetwork:
    """Trains a network on texts, with whether they are about the subject and what each weighs; both weigh the same."""
    torch.manual_seed(0)
    held = [own for texts, _, _ in parts for own in texts.words]
    vectors = torch.cat([texts.vectors for texts, _, _ in parts])
    sizes = torch.tensor([len(texts.words) for texts, _, _ in parts])
    labels = torch.repeat_interleave(torch.tensor([float(label) for _, label, _ in parts]), sizes)
    weights = torch.repeat_interleave(torch.tensor([weight for _, _, weight in parts]), sizes)
    for label in (0.0, 1.0):
        weights[labels == label] *= 0.5 * len(held) / weights[labels == label].sum()
    network = SubjectNetwork(words, dim)
    groups = [
        {"params": network.words.parameters(), "weight_decay": 0.001},
        {"params": [*network.hidden.parameters(), *network.out.parameters()], "weight_decay": 0.1},
    ]
    optimizer = torch.optim.AdamW(groups, lr=RATE)
    steps = EPOCHS * -(-len(held) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.1)
    for _ in range(EPOCHS):
        order = torch.randperm(len(held))
        for start in range(0, len(held), BATCH):
            batch = order[start : start + BATCH]
            margins = network([held[at] for at in batch.tolist()], vectors[batch])
            loss = (binary_cross_entropy_with_logits(margins, labels[batch], reduction="none") * weights[batch]).mean()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
    return network


def train(folder: Path, shared: Path, topics: list[data.Topic], kept_out: list[data.Topic]) -> dict[str, float]:
    """Adds the classifier to a saved model; its accuracy on held-out topics and on every fifth other text."""
    encoder = EmbeddedEncoder(folder)
    everyday = [
        text
        for name, step in EVERYDAY
        for row in list(data.rows(shared / "training" / name))[::step]
        for text in (row["q"], row["p"])
    ]
    off_topic, on_topic = written("off_topic"), written("on_topic")
    asked = [text for topic in topics for text in topic.chinese + topic.english + topic.passages][::EVERY]
    unseen = [question for topic in kept_out for question in topic.chinese + topic.english]

    def fitted(everyday: list[str], off_topic: list[str]) -> SubjectNetwork:
        parts = [(asked, True, 1.0), (on_topic, True, WRITTEN_WEIGHT), (everyday, False, 1.0)]
        parts.append((off_topic, False, WRITTEN_WEIGHT))
        held = [(Texts(encoder, texts), label, weight) for texts, label, weight in parts]
        return fit(held, encoder.vocabulary_size, encoder.dim)

    trial = fitted(
        [text for at, text in enumerate(everyday) if at % 5], [text for at, text in enumerate(off_topic) if at % 5]
    )
    figures = {
        "held-out questions recognised": float((trial.margins(Texts(encoder, unseen)) > 0).mean()),
        "everyday sentences refused": float((trial.margins(Texts(encoder, everyday[::5])) < 0).mean()),
        "written off-topic texts refused": float((trial.margins(Texts(encoder, off_topic[::5])) < 0).mean()),
    }
    fitted(everyday, off_topic).save(folder / SUBJECT_FILE)
    log.info("subject: %s", figures)
    return figures


def add(folder: Path, shared: Path, topics: list[data.Topic], kept_out: list[data.Topic]) -> None:
    """Trains the classifier of a saved model, and writes its figures and the model card."""
    path = folder / "held_out.json"
    figures = json.loads(path.read_text())
    figures["subject"] = train(folder, shared, topics, kept_out)
    figures["counts"]["subject_texts"] = len(written("off_topic")) + len(written("on_topic"))
    path.write_text(json.dumps(figures, indent=1) + "\n")
    card.write(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder of shared data")
    parser.add_argument("--model", type=Path, default=MODEL_FOLDER, help="the model it is added to")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    add(arguments.model, arguments.shared, *data.held_out(data.topics(arguments.shared)))


if __name__ == "__main__":
    main()
