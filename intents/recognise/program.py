"""Whether a text is a program, or a rule of one: it names errors, and met none."""

import re

#: So a line begins that only a program has, and so it goes on.
_CERTAIN = re.compile(
    r"\s*(?:(?:async )?def \w+\(|class \w.*[:{]$|(?:public|private|export|static|final) .*[{;]$"
    r"|enum \w+|(?:const|let|var) \w+ ?=|return\b.*|(?:from [\w.]+ )?import [\w.{*]|assert\b.*"
    r"|(?:\} ?)?(?:catch|except)\b.*[:{]$|(?:el)?(?:if|switch|for|while) ?\(?.*[:{]$"
    r"|- alert:|expr:|(?:fun|func|fn|function) \w+\(|[A-Z][A-Z_\d]+(?:\(.*\))?[,;]$)"
)
_LIKELY = re.compile(
    r"\s*(?:[\w.\[\]\"']+(?:: \w+)? ?[-+|:]?= ?\S.*|[\w.]+\(.*\)[;,]?"
    r"|[{}()\[\],;]+|(?:#|//|/?\*|\"\"\"|@\w).*|(?:try|else|finally)\b.*[:{]|(?:groups|rules|for):.*"
    r"|- name:.*|case .*:.*)$"
)
_FENCE = re.compile(r"\s*```\w*$")
#: What tells of a run: a trace, a log's time or level, what came out.
_RAN = re.compile(
    r"\btraceback\b|\bat [\w$.]+\(|\d:\d\d:\d\d|\b(?:throws|error|exception|status|output|result):"
    r"|^\s*(?:>>>|\$) |(?://|#) *(?:=>|throws|fails|returns|got)",
    re.IGNORECASE | re.MULTILINE,
)
_FEWEST = 2  # lines
_SHARE = 0.7


def is_program(text: str) -> bool:
    """Whether nearly every line is one of a program, and none tells what came of running it."""
    lines = [line for line in text.splitlines() if line.strip() and not _FENCE.match(line)]
    if len(lines) < _FEWEST or not any(map(_CERTAIN.match, lines)) or _RAN.search(text):
        return False
    of_it = sum(1 for line in lines if _CERTAIN.match(line) or _LIKELY.match(line))
    return of_it >= _SHARE * len(lines)
