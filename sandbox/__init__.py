"""A Salesforce org and a Slack workspace on localhost, for the demo and the tests."""
