"""Tests of `agglo.graph.check`: broken folders with the very lines that `agglo check` prints, hostile files."""
