"""All tables, as they are in code: replaced by a written-out revision before the first release."""

from alembic import context, op

revision: str = "0001"
down_revision: str | None = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    context.config.attributes["metadata"].create_all(op.get_bind())
