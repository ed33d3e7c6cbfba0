"""The graph in other forms: RDF syntaxes and networkx."""
