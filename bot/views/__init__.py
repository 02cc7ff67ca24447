"""A Reply in the form of its door: Slack blocks, terminal lines, JSON. Pure."""
