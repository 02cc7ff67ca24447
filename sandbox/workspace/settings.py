"""How this workspace behaves where real ones differ, and how patient tests need to be."""

from typing import Literal

from sandbox.workspace.value import Value

RateLimits = Literal["strict", "lenient", "off"]


class Settings(Value):
    """Each is described in docs/sandbox-workspace.md."""

    rate_limits: RateLimits = "lenient"
    plan_blocks: bool = True
    edit_window_seconds: float | None = None
    answer_seconds: float = 3.0
    trigger_seconds: float = 3.0
    event_retry_waits: tuple[float, ...] = (0.0, 60.0, 300.0)
    events_per_hour: int = 30_000
    response_url_uses: int = 5
    response_url_seconds: float = 1800.0
    home_tab: bool = True
    messages_tab: bool = True
    install_by: Literal["everyone", "admins"] = "everyone"
    token_seconds: int = 43_200
    uninstall_order: Literal["uninstalled_first", "revoked_first"] = "uninstalled_first"
