"""Wanted messages → Slack. Desired state, not a queue: versions in between are never sent."""
