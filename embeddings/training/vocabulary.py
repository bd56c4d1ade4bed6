"""Makes the tokenizer of the embedded encoder: jieba's words as a unigram vocabulary, English words by stem.

The result is an ordinary ``tokenizers`` file. Its normaliser folds width, case and traditional characters
(NFKC, lower case, OpenCC's character table); its model finds the likeliest segmentation into known words
(Viterbi over unigram log probabilities, as jieba's own dictionary search does), falling back to characters.
"""

from __future__ import annotations

import math
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import rjieba
import snowballstemmer
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

PIECE = r"[\u3400-\u9fff]+|[a-z]+|[0-9]+(?:\.[0-9]+)?"  # runs of Han, of Latin letters, and numbers
MAX_WORD = 4  # characters; longer words are made of shorter ones that carry the meaning
UNKNOWN = "<unk>"
_HAN = re.compile(r"[\u3400-\u9fff]")


def normaliser() -> normalizers.Normalizer:
    """NFKC, lower case and traditional to simplified characters in one pass over the text."""
    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2

    table = files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    simplified = {row.split("\t")[0]: row.split("\t")[1].split()[0] for row in table if "\t" in row}
    rules = []
    for code in range(0x21, 0x110000):
        character = chr(code)
        if unicodedata.category(character) in ("Cs", "Cn", "Co"):
            continue
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).lower())
        folded = "".join(simplified.get(c, c) for c in folded)
        if folded != character and len(folded) <= 10:
            rules.append(f"{code:X}\t{' '.join(f'{ord(c):X}' for c in folded)}\n")
    with tempfile.TemporaryDirectory() as folder:  # sentencepiece compiles the rules into a trie
        rule_file, text_file = Path(folder, "rules.tsv"), Path(folder, "text.txt")
        rule_file.write_text("".join(rules), encoding="utf-8")
        text_file.write_text("any text will do\n" * 100, encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(text_file),
            model_prefix=str(Path(folder, "rules")),
            vocab_size=20,
            normalization_rule_tsv=str(rule_file),
            hard_vocab_limit=False,
            minloglevel=2,
        )
        model = sentencepiece_model_pb2.ModelProto()  # type: ignore[attr-defined]
        model.ParseFromString(Path(folder, "rules.model").read_bytes())
    return normalizers.Precompiled(model.normalizer_spec.precompiled_charsmap)


def count_words(texts: Iterable[str], fold: normalizers.Normalizer) -> Counter[str]:
    """How often each Chinese word of up to MAX_WORD characters, English word and number occurs."""
    segmenter = rjieba.Jieba()
    piece = re.compile(PIECE)
    counts: Counter[str] = Counter()
    for text in texts:
        for run in piece.findall(fold.normalize_str(text)):
            if _HAN.match(run):
                counts.update(w for w in segmenter.cut_for_search(run) if len(w) <= MAX_WORD)
                counts.update(dict.fromkeys(run, 0))
            else:
                counts[run] += 1
    return counts


def build(texts: Iterable[str], max_words: int = 130_000, min_count: int = 3) -> tuple[Tokenizer, list[int]]:
    """The tokenizer, and for each of its tokens the row of its vector: one row per English stem.

    Row 0 belongs to the unknown token.
    """
    fold = normaliser()
    counts = count_words(texts, fold)
    single = {w for w in counts if len(w) == 1} | set("abcdefghijklmnopqrstuvwxyz0123456789.")
    frequent = [w for w, n in counts.most_common(max_words) if n >= min_count and w not in single]
    total = sum(counts.values())
    # Characters that never stand alone need a score too: lower than any word's, so that they are the last resort.
    scores = [(UNKNOWN, -30.0)]
    scores += [(w, math.log(max(counts[w], 0.2) / total)) for w in (*sorted(single), *frequent)]
    tokenizer = Tokenizer(models.Unigram(scores, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = fold
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(PIECE), behavior="removed", invert=True)
    stemmer = snowballstemmer.stemmer("english")
    row_of: dict[str, int] = {}
    mapping = []
    for word, _ in scores:
        key = stemmer.stemWord(word) if word.isascii() and word.isalpha() and len(word) > 1 else word
        mapping.append(row_of.setdefault(key, len(row_of)))
    return tokenizer, mapping
