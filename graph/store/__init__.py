"""Releases on disk: built beside the old one, swapped in whole, checked at every open."""
