"""The words of a text for lexical search: Chinese by jieba's search mode, English by stem, and character bigrams."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from qa.years import in_digits

HAN = re.compile(r"[\u3400-\u9fff]+")
_PIECE = re.compile(r"[\u3400-\u9fff]+|[a-z]+|[0-9]+(?:\.[0-9]+)?")
STOP_WORDS = frozenset(
    (
        "a an and any are as at be been by can could do does did for from has have how i if in is it its may me my "
        "of on or our shall should so such that the their them there these they this those to us was we were what "
        "when where which who whom whose why will with would you your "
        "的 了 和 与 及 或 在 是 有 吗 呢 吧 啊 呀 嘛 么 什么 怎么 怎样 如何 哪些 哪个 哪 多少 能 可以 我 我们 你 你们 "
        "他 她 它 请问 想 要 不 都 也 就 还 又 被 把 给 让 对 为 从 向 到 上 下 中 个 这 那 这个 那个 一个 "
        "没有 没 咋 啥 能不能 有没有 是不是 可不可以"
    ).split()
)


@cache
def _simplified() -> dict[int, str]:
    """Traditional to simplified characters, one to one, from OpenCC's table."""
    table = files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t") for row in table if "\t" in row)
    return {ord(old): new.split()[0] for old, new in pairs if len(old) == 1}


def normalise(text: str) -> str:
    """Folds width, case, traditional characters and years in numerals; for searching only: the length may change."""
    return in_digits(unicodedata.normalize("NFKC", text).lower().translate(_simplified()))


def bare(text: str) -> str:
    """The text without white space: how quotes and repeated clauses are compared."""
    return re.sub(r"\s+", "", text)


@cache
def _segmenter() -> Any:
    import rjieba  # jieba's dictionary and words, in Rust

    return rjieba  # its functions share the segmenter that the import makes; another would load the dictionary again


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Porter2 stem of an English word in lower case."""
    return str(_stemmer().stemWord(word))


def words(text: str) -> list[str]:
    """Words of a normalised text, without stop words: Chinese in search mode, English stems, numbers."""
    found: list[str] = []
    for piece in _PIECE.findall(text):
        if HAN.match(piece):
            found.extend(word for word in _segmenter().cut_for_search(piece) if word not in STOP_WORDS)
        elif piece not in STOP_WORDS:
            found.append(stem(piece))
    return found


def bigrams(text: str) -> list[str]:
    """Pairs of adjacent Chinese characters of a normalised text, and its English words and numbers whole."""
    found: list[str] = []
    for piece in _PIECE.findall(text):
        if HAN.match(piece):
            found.extend(piece[i : i + 2] for i in range(len(piece) - 1))
        elif piece not in STOP_WORDS:
            found.append(piece)
    return found
