"""Checks of a built graph and competency questions."""
