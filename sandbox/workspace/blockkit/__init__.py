"""A strict Block Kit validator: pure functions over tables of Slack's published limits."""
