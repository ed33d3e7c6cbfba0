"""Checks over all records together: names, classes, figures, evidence, time."""
