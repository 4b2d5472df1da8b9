"""Proof: what a written file holds, against what its source says."""
