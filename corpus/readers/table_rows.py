"""Writes the rows of a table as lines, each figure beside the name of its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.readers.document import CELL_SEPARATOR

LONG_CELL = 400  # chars: a table with longer cells lays out the page, it is not data
_LONG_NAME = 30  # chars of a column's name
_MOST_HEADER_ROWS = 3
_MOST_NAMES = 3  # a cell across more columns speaks of the row, not of them
_COLUMN = re.compile(
    r"序号|编号|名称|类别|类型|种类|项目|事项|内容|标准|金额|额度|比例|条件|对象|范围|期限|时间|日期|单位|部门|责任|机构|电话|地址|联系|"
    r"备注|说明|依据|方式|等级|级别|档次|数量|指标|目标|任务|措施|政策|企业|地区|区域|税率|利率|费率|行业|规模|程序|材料|"
    r"(?:^|[a-z ])(?:no|name|type|category|item|amount|rate|standard|period|department|unit|region|conditions?)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it stands in the grid and its lines; a cell merged into the one above has none."""

    column: int
    span: int
    lines: tuple[str, ...]
    nested: bool = False  # holds a table

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row from left to right."""

    cells: tuple[Cell, ...]
    header: bool = False  # Word repeats it on every page
    continued: bool = False  # a cell of it belongs to a cell above


def table_lines(rows: Sequence[Row]) -> list[str]:
    """Return a table as lines: "name：cell | name：cell" below a header, which stands first as it is.

    Rows of a table without a header are their cells, joined. The lines of a table that lays out the page, or
    whose cells hold tables, are those of its cells one after another.
    """
    rows = [row for row in rows if any(cell.lines for cell in row.cells)]
    if _is_layout(rows):
        return [line for row in rows for cell in row.cells for line in cell.lines]
    first = _captions(rows)
    header = _header_rows(rows[first:])
    names = _names(rows[first : first + header])
    lines = [_joined(row) for row in rows[: first + header]]
    for row in rows[first + header :]:
        filled = [cell for cell in row.cells if cell.lines]
        whole = len(filled) == 1 and filled[0].span > 1  # a subheading across the table
        lines.append(_joined(row) if not names or whole else CELL_SEPARATOR.join(_named(c, names) for c in filled))
    return lines


def _is_layout(rows: Sequence[Row]) -> bool:
    if not any(len(row.cells) > 1 for row in rows):
        return True
    return any(cell.nested or len(cell.text) > LONG_CELL for row in rows for cell in row.cells)


def _captions(rows: Sequence[Row]) -> int:
    """Return how many rows at the top are one cell across the table: its title."""
    width = max(len(row.cells) for row in rows)
    count = 0
    while count < len(rows) and width > 1 and len(rows[count].cells) == 1:
        count += 1
    return count


def _header_rows(rows: Sequence[Row]) -> int:
    """Return how many rows name the columns: those that Word repeats, else the first if it reads like names."""
    stated = 0
    while stated < len(rows) and rows[stated].header:
        stated += 1
    if stated:
        return stated if stated < len(rows) else 0
    if len(rows) < 2 or not _names_columns(rows[0]):
        return 0
    split = any(cell.span > 1 for cell in rows[0].cells)
    count = 1
    while split and count < min(len(rows) - 1, _MOST_HEADER_ROWS) and rows[count].continued:
        if not _are_names(rows[count]):
            break
        count += 1
    return count


def _names_columns(row: Row) -> bool:
    texts = [cell.text for cell in row.cells if cell.lines]
    named = sum(1 for text in texts if _COLUMN.search(text))
    return len(texts) > 1 and _are_names(row) and named * 2 > len(texts)


def _are_names(row: Row) -> bool:
    return all(
        len(cell.text) <= _LONG_NAME and not re.search(r"[。；;]|[:：]$|^[\d.,%％]+$", cell.text) for cell in row.cells
    )


def _names(header: Sequence[Row]) -> dict[int, str]:
    """Return the name of each column of the grid; names above each other are joined by "·"."""
    names: dict[int, str] = {}
    for row in header:
        for cell in row.cells:
            for column in range(cell.column, cell.column + cell.span):
                if cell.lines and names.get(column, "").split("·")[-1] != cell.text:  # not merged with that above
                    names[column] = f"{names[column]}·{cell.text}" if column in names else cell.text
    return names


def _named(cell: Cell, names: dict[int, str]) -> str:
    own = [names[column] for column in range(cell.column, cell.column + cell.span) if column in names]
    name = "、".join(dict.fromkeys(own)) if len(own) <= _MOST_NAMES else ""
    return f"{name}：{cell.text}" if name else cell.text


def _joined(row: Row) -> str:
    return CELL_SEPARATOR.join(cell.text for cell in row.cells).strip(" |")
