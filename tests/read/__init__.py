"""Tests of `agglo.graph.read` and of what it reads with: dates, names, folding."""
