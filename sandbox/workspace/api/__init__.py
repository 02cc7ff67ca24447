"""The Web API: a table of methods and the HTTP door in front of it."""
