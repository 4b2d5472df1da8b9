"""Formulas: LaTeX as Office Math, as MathML and in plain characters."""
