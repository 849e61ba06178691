"""MARC 21 bibliographic records: ISO 2709, MARCXML, MARC-in-JSON, Aleph sequential."""
