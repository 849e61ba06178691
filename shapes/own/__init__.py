"""The user's own shapes: read strictly, and run in a process that can be killed, whatever is in them."""
