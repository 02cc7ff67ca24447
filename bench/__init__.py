"""Benchmarks: how fast the bot answers Slack and an org, next to the alternatives.

`python -m bench [ack|check|own|all] [--quick] [--postgres] [--json FILE]`. Absolute numbers belong
to the machine they were taken on; what carries over are the ratios, so everything compared is
measured in one run, by one client, on the same cores.
"""
