"""Sheets of cells, from workbooks and delimited text, as documents of which each row is a measure."""
