"""From records to RDF: terms, statements, belief, rules, the description of the dataset."""
