"""What people ask and are told: values and pure functions.

No Slack, no HTTP, no database, no clock. Standard library and pydantic only.
"""
