"""Placing: a model as slides whose every shape has its box and its size."""
