"""Where things are kept: tables, migrations, key ring. Knows no Slack and no Salesforce."""
