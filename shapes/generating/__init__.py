"""What is generated from the vocabularies: domains, ranges, terms that are not known, superclasses."""
