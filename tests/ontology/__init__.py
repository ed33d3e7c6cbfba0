"""The ontology: its files, its terms, and that nothing else needs to know them."""
