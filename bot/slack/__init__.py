"""In: Slack's requests. Listeners verify, identify, authorise, store and acknowledge; no more."""
