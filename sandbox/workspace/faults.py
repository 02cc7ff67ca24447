"""Faults a test puts in the way of the next calls of a method."""

from dataclasses import dataclass, field


@dataclass
class Fault:
    """What goes wrong, and how often. `after` lets Slack do the work and loses only the answer."""

    method: str
    error: str | None = None
    http_status: int | None = None
    times: int = 1
    retry_after: int | None = None
    delay: float = 0.0
    cut: bool = False
    after: bool = False


@dataclass
class Faults:
    """Waiting faults, used in the order they were set."""

    waiting: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        self.waiting.append(fault)

    def next(self, method: str) -> Fault | None:
        """The fault that hits this call, counted down; `*` hits every method."""
        for fault in self.waiting:
            if fault.method in (method, "*") and fault.times > 0:
                fault.times -= 1
                self.waiting = [f for f in self.waiting if f.times > 0]
                return fault
        return None
