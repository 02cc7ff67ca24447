"""Walkthroughs that run: rows that wait for people, clicks and ticks that move them on.

Nothing waits for a person inside a workflow, and nothing waits in memory. A press is one
transaction: the row held, a pure move, the row stored, messages wanted, perhaps one short workflow
started. What falls due without a person is found by one tick.
"""
