"""What must hold of a built graph: the checks of the ontology, and the competency questions of the facts."""
