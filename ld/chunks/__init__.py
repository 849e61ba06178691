"""Chunks: the unit of bulk work. A chunk is a slice of a source; what comes of it is a pure function of it, and a file."""
