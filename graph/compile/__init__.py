"""From checked records to RDF."""
