"""The resources of the site: one module each, one blueprint each."""
