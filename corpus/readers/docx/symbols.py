"""Characters of symbol fonts, which mean another sign than their code says."""

from __future__ import annotations

# Wingdings and Symbol as Word writes them: 0xF000 + the place in the font.
_SIGNS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x76: "◆", 0x77: "◆", 0x9F: "•",
    0xA1: "○", 0xA4: "◇", 0xA7: "■", 0xA8: "□", 0xAB: "★", 0xB2: "☆", 0xB7: "●", 0xD8: "➢", 0xE0: "→", 0xF0: "→",
    0x52: "☑", 0xFB: "☒", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)
_BULLET = "•"


def readable(text: str) -> str:
    """Return a text with the characters of symbol fonts as the signs they show; unknown ones as a bullet."""
    return "".join(_SIGNS.get(ord(c) - 0xF000, _BULLET) if ord(c) in _PRIVATE else c for c in text)


def symbol(code: str) -> str:
    """Return the sign of a w:sym by its hexadecimal w:char; "" where that is none."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    return readable(chr(point)) if 0x20 <= point < 0xD800 or point in _PRIVATE else ""
