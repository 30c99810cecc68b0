"""A lesson's text on its way to a screen: boxes, citations, cells, the claims register."""
