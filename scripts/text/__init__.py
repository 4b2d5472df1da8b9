"""Inline text shared by slides, pages and references: runs, source positions, errors, renderers."""
