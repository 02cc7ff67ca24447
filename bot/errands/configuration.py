"""What the environment holds, as the doctor tells it: what is missing for what. Never a value."""

from pathlib import Path

from bot.errands.connecting import BACK
from bot.errands.examining import line
from bot.orgs import assertion
from bot.orgs.authorize import SCOPES
from bot.settings import Settings
from intents.replies.sheet import Line

_EGRESS = Line(
    text="Egress: give the bot a clean, static address",
    detail="Since April 2026 Salesforce freezes users whose calls come from anonymising networks. "
    "Which address the bot has, only its host knows.",
)


def configured(settings: Settings) -> list[Line]:
    """Every setting that something hangs on."""
    return [*_slack(settings), *_salesforce(settings), *_files(settings), *_address(settings),
            _EGRESS]  # fmt: skip


def _slack(settings: Settings) -> list[Line]:
    one, many = settings.slack_bot_token.get_secret_value(), settings.slack_client_id
    hears = settings.slack_app_token.get_secret_value() or (
        settings.slack_signing_secret.get_secret_value()
    )
    speaks = ""
    if not (one or many):
        speaks = "Set SLACK_BOT_TOKEN, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many "
        speaks += "workspaces."
    elif one and many:
        speaks = "SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID for many: set one of them."
    elif many and not settings.slack_client_secret.get_secret_value():
        speaks = "Set SLACK_CLIENT_SECRET, too: without it no workspace can install me."
    then = "" if hears else "Set SLACK_SIGNING_SECRET, or SLACK_APP_TOKEN for Socket Mode."
    return [
        line("Slack: I have a name to speak in", speaks, bad="Slack: I cannot speak anywhere"),
        line("Slack: I can tell who asks", then, bad="Slack: I cannot tell who asks"),
    ]


def _salesforce(settings: Settings) -> list[Line]:
    jwt = settings.salesforce_jwt_key_file is not None
    signs = settings.salesforce_client_id and (settings.public_url or jwt)
    then = "Set SALESFORCE_CLIENT_ID, SALESFORCE_CLIENT_SECRET and PUBLIC_URL. Until then only "
    lines = [
        line("Salesforce: people can connect orgs from Slack",
             "" if signs else f"{then}orgs of ORGS_FILE are known.", "warn",
             bad="Salesforce: nobody can connect an org from Slack"),
        line("Practice is off", "PRACTICE lets me take a sandbox on this machine for an org: not "
             "for production." if settings.practice else "", "warn", bad="Practice is on"),
    ]  # fmt: skip
    if jwt:
        why = assertion.unusable(settings.salesforce_jwt_key_file)
        lines.append(
            line("Salesforce: my key for JWT bearer is one", why and f"{why}. It has to be a PEM "
                 "private key, RSA of 2048 bits or more.",
                 bad="Salesforce: I cannot sign in without a browser")
        )  # fmt: skip
    return lines


def _files(settings: Settings) -> list[Line]:
    """Files that are named, and that I cannot read: nothing starts, or no org is reached."""
    named = {"ORGS_FILE": settings.orgs_file, "SALESFORCE_CA_FILE": settings.salesforce_ca_file}
    return [
        Line(text=f"{name} names a file I cannot read", mark="fail",
             detail="Is it there, and may the user I run as read it?")
        for name, file in named.items() if file and not _readable(file)
    ]  # fmt: skip


def _readable(file: Path) -> bool:
    try:
        file.open("rb").close()
    except OSError:
        return False
    return True


def _address(settings: Settings) -> list[Line]:
    """What the bot's own app in Salesforce has to say to the letter."""
    if not settings.public_url:
        return []
    callback = settings.public_url.rstrip("/") + BACK
    told = Line(
        text=f"The app in Salesforce: callback {callback}, scopes {' '.join(SCOPES)}",
        detail="Set exactly this in its OAuth settings: by a callback that differs in one letter, "
        "every sign-in is refused.",
    )
    if settings.public_url.startswith("https:") or settings.practice:
        return [told]
    bare = "Put TLS in front of me and say https:// there: what signs people in travels in the open"
    return [told, Line(text="PUBLIC_URL is not https", mark="fail", detail=f"{bare}.")]
