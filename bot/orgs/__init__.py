"""Salesforce orgs: connections, sign-in, and the gateway that asks them. Knows no Slack."""
