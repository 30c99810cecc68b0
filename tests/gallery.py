"""The gallery, an item of each type (gallery.yaml), and the head of the one lesson that shows it."""

from __future__ import annotations

from pathlib import Path

ITEMS = Path(__file__).with_name("gallery.yaml")
NAME = "99_gallery"
HEAD = """\
---
b12:
  module: gallery
  title: "Module 99. Gallery: one of each"
  minutes: 5
  objectives:
    sites.1: Choose a site.
    sites.2: Find a site.
    sites.3: Say what decides between sites.
    sites.4: Match needle and volume.
    sites.5: Stop and ask.
---
## One of each type
"""
