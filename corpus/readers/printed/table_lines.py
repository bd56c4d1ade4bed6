"""Writes a table as lines of text: one line a row, each cell with the header of its column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.readers.document import CELL_SEPARATOR
from corpus.readers.printed.page import Table

_LONGEST_HEADER = 30  # chars
_VALUE = re.compile(
    r"[\d.,，％%\-—～~至/年月日\s]*\d[\d.,，％%\-—～~至/\s]*(?:[元万亿年月日个户家人项倍%％]|万元|亿元)*"
)
_HEADER_WORD = re.compile(
    r"序\s*号|编\s*号|名\s*称|项\s*目|内\s*容|标准|金额|额度|比例|类\s*别|类\s*型|地\s*区|区\s*域|县\s*区|区\s*县|市\s*区|部\s*门|单\s*位|条件|对\s*象|"
    r"范围|备\s*注|说明|时\s*间|日\s*期|期限|时限|年份|年度|责任|职责|电\s*话|联系|地\s*址|指\s*标|政策|措施|事项|任务|等\s*级|档\s*次|级别|"
    r"数\s*量|合\s*计|方式|方法|渠道|依据|来源|材料|要求|目标|进度|规模|行\s*业|产品|利率|价格|补贴|奖励|姓\s*名|职\s*务|"
    r"^(?:No|Item|Name|Type|Category|Amount|Standard|Rate|Date|Contact|Phone|Department|Region|Remarks?|Content)\b",
    re.I,
)
Header = tuple[str, ...]  # one text a column


def lines_of_table(table: Table, above: tuple[Table, Header] | None = None) -> tuple[list[str], Header]:
    """Return the lines of a table and its header, () where it has none.

    A row below a header is "header：cell | header：cell", the header itself and others "cell | cell". Merged cells
    count for every row they stand in, a row of one cell (a caption) is a line of its own. ``above`` is the table that
    ended the page before and its header: the same columns go on with the same header, its repetition is left out.
    """
    grid = [row for row in table.grid if any(table.cells[number] for number in row)]
    captions = 0
    while captions < len(grid) and len(set(grid[captions])) == 1:
        captions += 1
    lines = [table.cells[row[0]] for row in grid[:captions]]
    body = grid[captions:]
    depth = _header_depth(table, body)
    header = _header(table, body[:depth])
    inherited = above[1] if above and above[1] and not captions and _same_columns(above[0], table) else ()
    if inherited:
        body = body[depth:] if header == inherited else body
        depth, header = 0, inherited
    elif not _is_header(table, body, depth, header):
        depth, header = 0, ()
    lines.extend(_line(table, row, () if number < depth else header) for number, row in enumerate(body))
    return lines, header


def _header_depth(table: Table, body: Sequence[tuple[int, ...]]) -> int:
    """Return of how many rows a header would consist: as far as the cells of the first row reach."""
    depth = 1 if body else 0
    while depth < len(body) and set(body[0]) & set(body[depth]):
        depth += 1
    # A cell over several columns is divided by the row below it.
    if depth == 1 and len(body) > 2 and len(set(body[0])) < len(body[0]) and len(set(body[1])) == len(body[1]):
        depth = 2 if not any(_VALUE.fullmatch(table.cells[number]) for number in body[1]) else 1
    return depth


def _header(table: Table, rows: Sequence[tuple[int, ...]]) -> Header:
    columns = len(rows[0]) if rows else 0
    return tuple(
        "".join(dict.fromkeys(table.cells[row[column]] for row in rows if table.cells[row[column]]))
        for column in range(columns)
    )


def _is_header(table: Table, body: Sequence[tuple[int, ...]], depth: int, header: Header) -> bool:
    if len(body) <= depth or len(header) < 2 or not all(header):
        return False
    if any(len(text) > _LONGEST_HEADER or _VALUE.fullmatch(text) or "。" in text for text in header):
        return False
    named = [bool(_HEADER_WORD.search(text)) for text in header]
    if len(header) == 2:
        return len(header[1]) <= 12 and all(named)
    figures = any(
        not re.search(r"\d", text) and all(re.search(r"\d", table.cells[row[column]]) for row in body[depth:])
        for column, text in enumerate(header)
    )
    return figures or 2 * sum(named) >= len(named)


def _same_columns(above: Table, table: Table) -> bool:
    if len(above.columns) != len(table.columns):
        return False
    return all(abs(a - b) <= 6 for a, b in zip(above.columns, table.columns, strict=True))


def _line(table: Table, row: tuple[int, ...], header: Header) -> str:
    cells = []
    for number in dict.fromkeys(row):
        text = table.cells[number]
        names = dict.fromkeys(header[column] for column, other in enumerate(row) if other == number) if header else ()
        if len(set(row)) == 1 or not header:
            cells.append(text)
        elif text:
            cells.append(f"{'、'.join(names)}：{text}")
    return CELL_SEPARATOR.join(cells) if any(cells) else ""
