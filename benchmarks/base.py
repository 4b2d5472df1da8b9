"""Base: what python-pptx and markdown-it-py cost before any deck compiler has done a thing."""

from __future__ import annotations

import sys

import markdown_it  # noqa: F401  imported for its cost alone
import pptx

SLIDES = 13  # as many as the original deck has besides its title

presentation = pptx.Presentation()
for _ in range(SLIDES):
    presentation.slides.add_slide(presentation.slide_layouts[1])
presentation.save(sys.argv[1])
