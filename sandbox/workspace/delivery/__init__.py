"""From Slack to the app: signed commands, interactions and events, and where answers go."""
