"""Printed pages, from a PDF or a recogniser: from characters and lines at their places to running text."""
