"""Cuts texts by measure: numbering is the label grammar, outline the tree, cut the parts."""
