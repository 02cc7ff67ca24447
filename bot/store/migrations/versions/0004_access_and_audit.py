"""access and audit: roles, people, channels, the record, rates, receipts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the office's tables."""
    op.create_table(
        "roles",
        sa.Column("tenant", sa.String(length=120), nullable=False),
        sa.Column("who", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("learnt", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "who", name=op.f("pk_roles")),
    )
    op.create_table(
        "members",
        sa.Column("tenant", sa.String(length=120), nullable=False),
        sa.Column("grouped", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "grouped", "person", name=op.f("pk_members")),
    )
    op.create_index("ix_members_tenant_person", "members", ["tenant", "person"])
    op.create_table(
        "people",
        sa.Column("tenant", sa.String(length=120), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("team", sa.String(length=32), nullable=False),
        sa.Column("own", sa.Integer(), nullable=False),
        sa.Column("admin", sa.Integer(), nullable=False),
        sa.Column("learnt", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "person", name=op.f("pk_people")),
    )
    op.create_table(
        "channels",
        sa.Column("tenant", sa.String(length=120), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("shared", sa.Integer(), nullable=False),
        sa.Column("learnt", sa.Float(), nullable=False),
        sa.Column("agreed", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "channel", name=op.f("pk_channels")),
    )
    op.create_table(
        "audit",
        sa.Column("tenant", sa.String(length=120), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "seq", name=op.f("pk_audit")),
    )
    op.create_table(
        "audit_heads",
        sa.Column("tenant", sa.String(length=120), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_audit_heads")),
    )
    op.create_table(
        "tombstones",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("tenant", sa.String(length=120), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstones")),
    )
    op.create_index(op.f("ix_tombstones_tenant"), "tombstones", ["tenant"])
    op.create_table(
        "rates",
        sa.Column("tenant", sa.String(length=120), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("lane", sa.String(length=16), nullable=False),
        sa.Column("free_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "person", "lane", name=op.f("pk_rates")),
    )


def downgrade() -> None:
    """Take them away."""
    for name in (
        "rates", "tombstones", "audit_heads", "audit", "channels", "people", "members", "roles",
    ):  # fmt: skip
        op.drop_table(name)
