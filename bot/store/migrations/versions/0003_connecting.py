"""connecting: sign-ins on their way, and when tokens were renewed."""

import time

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; what is connected already counts as renewed now."""
    op.create_table(
        "signins",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("tenant", sa.String(length=120), nullable=False),
        sa.Column("alias", sa.String(length=64), nullable=False),
        sa.Column("asker", sa.Text(), nullable=False),
        sa.Column("connection", sa.String(length=32), nullable=False),
        sa.Column("login_url", sa.String(length=255), nullable=False),
        sa.Column("expects", sa.String(length=16), nullable=False),
        sa.Column("callback", sa.String(length=255), nullable=False),
        sa.Column("browser", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("back", sa.LargeBinary(), nullable=True),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.Column("ended", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signins")),
    )
    op.create_index("ix_signins_state", "signins", ["state"])
    op.create_index("ix_signins_stage_until", "signins", ["stage", "until"])
    op.create_table(
        "renewals",
        sa.Column("connection", sa.String(length=32), nullable=False),
        sa.Column("tenant", sa.String(length=120), nullable=False),
        sa.Column("renewed", sa.Float(), nullable=False),
        sa.Column("tried", sa.Float(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("connection", name=op.f("pk_renewals")),
    )
    op.create_index("ix_renewals_renewed", "renewals", ["renewed"])
    made = sa.text(
        "INSERT INTO renewals (connection, tenant, renewed, tried, failures) "
        "SELECT id, tenant, :now, 0, 0 FROM orgs"
    )
    op.get_bind().execute(made, {"now": time.time()})
