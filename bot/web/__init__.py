"""In: HTTP. The server, Slack's route, health and metrics."""
