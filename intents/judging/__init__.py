"""From proven facts to findings, from findings to one sentence. Nothing here knows one check."""
