"""The edges: Slack, Salesforce, the store, the terminal."""
