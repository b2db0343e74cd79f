"""All tables of the first version."""

import sqlalchemy as sa
from alembic import op

from openline.store.metadata import Int

revision: str = "0001"
down_revision: str | None = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=True),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("demo", Int, autoincrement=False, nullable=False),
        sa.Column("created_at", Int, autoincrement=False, nullable=False),
        sa.Column("version", Int, autoincrement=False, nullable=False),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("limits", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
    )
    op.create_index(op.f("ix_accounts_domain"), "accounts", ["domain"], unique=True)
    op.create_table(
        "agent_cards",
        sa.Column("channel_id", Int, autoincrement=False, nullable=False),
        sa.Column("person_id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("channel_id", "person_id", name=op.f("pk_agent_cards")),
    )
    op.create_table(
        "batches",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("at", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
    )
    op.create_index(op.f("ix_batches_at"), "batches", ["at"], unique=False)
    op.create_table(
        "channels",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("number", Int, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("active", Int, autoincrement=False, nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("created_at", Int, autoincrement=False, nullable=False),
        sa.Column("deleted_at", Int, autoincrement=False, nullable=True),
        sa.Column("version", Int, autoincrement=False, nullable=False),
        sa.Column("purged_at", Int, autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
    )
    op.create_index(
        "ix_channels_to_purge",
        "channels",
        ["deleted_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NOT NULL AND purged_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NOT NULL AND purged_at IS NULL"),
    )
    op.create_index(op.f("ix_channels_account_id_number"), "channels", ["account_id", "number"], unique=True)
    op.create_table(
        "contacts",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("number", Int, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("locale", sa.Text(), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("created_at", Int, autoincrement=False, nullable=False),
        sa.Column("avatar_file_id", Int, autoincrement=False, nullable=True),
        sa.Column("responsible_id", Int, autoincrement=False, nullable=True),
        sa.Column("fields", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_index(op.f("ix_contacts_account_id_number"), "contacts", ["account_id", "number"], unique=True)
    op.create_table(
        "deadlines",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("queue_id", Int, autoincrement=False, nullable=False),
        sa.Column("due_at", Int, autoincrement=False, nullable=False),
        sa.Column("version", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject_id", name=op.f("pk_deadlines")),
    )
    op.create_index(op.f("ix_deadlines_due_at"), "deadlines", ["due_at"], unique=False)
    op.create_table(
        "dedupe",
        sa.Column("connection_id", Int, autoincrement=False, nullable=False),
        sa.Column("event_key", sa.Text(), nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("at", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("connection_id", "event_key", name=op.f("pk_dedupe")),
    )
    op.create_index(op.f("ix_dedupe_at"), "dedupe", ["at"], unique=False)
    op.create_table(
        "canned_lists",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("owner_id", Int, autoincrement=False, nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("editors", sa.Text(), nullable=False),
        sa.Column("created_at", Int, autoincrement=False, nullable=False),
        sa.Column("version", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_lists")),
    )
    op.create_index(
        op.f("ix_canned_lists_account_id_owner_id"),
        "canned_lists",
        ["account_id", "owner_id"],
        unique=True,
        sqlite_where=sa.text("owner_id IS NOT NULL"),
        postgresql_where=sa.text("owner_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_canned_lists_account_id_id"), "canned_lists", ["account_id", "id"], unique=False)
    op.create_table(
        "canned_folders",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("list_id", Int, autoincrement=False, nullable=False),
        sa.Column("position", Int, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["canned_lists.id"], name=op.f("fk_canned_folders_list_id_canned_lists"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_folders")),
    )
    op.create_index(op.f("ix_canned_folders_list_id_position"), "canned_folders", ["list_id", "position"], unique=False)
    op.create_table(
        "canned_responses",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("list_id", Int, autoincrement=False, nullable=False),
        sa.Column("owner_id", Int, autoincrement=False, nullable=True),
        sa.Column("folder_id", Int, autoincrement=False, nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("uses", Int, autoincrement=False, nullable=False),
        sa.Column("message_id", Int, autoincrement=False, nullable=True),
        sa.Column("created_by", Int, autoincrement=False, nullable=False),
        sa.Column("changed_at", Int, autoincrement=False, nullable=False),
        sa.Column("version", Int, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["canned_lists.id"], name=op.f("fk_canned_responses_list_id_canned_lists"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_responses")),
    )
    op.create_index(
        op.f("ix_canned_responses_list_id_uses_id"), "canned_responses", ["list_id", "uses", "id"], unique=False
    )
    op.create_index(
        op.f("ix_canned_responses_account_id_list_id"), "canned_responses", ["account_id", "list_id"], unique=False
    )
    op.create_table(
        "canned_uses",
        sa.Column("response_id", Int, autoincrement=False, nullable=False),
        sa.Column("person_id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("uses", Int, autoincrement=False, nullable=False),
        sa.Column("used_at", Int, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["canned_responses.id"],
            name=op.f("fk_canned_uses_response_id_canned_responses"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", "person_id", name=op.f("pk_canned_uses")),
    )
    op.create_table(
        "department_staff",
        sa.Column("department_id", Int, autoincrement=False, nullable=False),
        sa.Column("person_id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("head", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("department_id", "person_id", name=op.f("pk_department_staff")),
    )
    op.create_index(
        op.f("ix_department_staff_account_id_department_id_person_id"),
        "department_staff",
        ["account_id", "department_id", "person_id"],
        unique=False,
    )
    op.create_table(
        "departments",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("parent_id", Int, autoincrement=False, nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", Int, autoincrement=False, nullable=False),
        sa.Column("version", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departments")),
    )
    op.create_index(op.f("ix_departments_account_id_id"), "departments", ["account_id", "id"], unique=False)
    op.create_table(
        "early_events",
        sa.Column("connection_id", Int, autoincrement=False, nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("at", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("connection_id", "external_id", name=op.f("pk_early_events")),
    )
    op.create_index(op.f("ix_early_events_at"), "early_events", ["at"], unique=False)
    op.create_table(
        "circles",
        sa.Column("circle_id", Int, autoincrement=False, nullable=False),
        sa.Column("person_id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("circle_id", "person_id", name=op.f("pk_circles")),
    )
    op.create_index(op.f("ix_circles_account_id_person_id"), "circles", ["account_id", "person_id"], unique=False)
    op.create_table(
        "explanations",
        sa.Column("session_id", Int, autoincrement=False, nullable=False),
        sa.Column("channel_id", Int, autoincrement=False, nullable=False),
        sa.Column("version", Int, autoincrement=False, nullable=False),
        sa.Column("part", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("at", Int, autoincrement=False, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("winner", Int, autoincrement=False, nullable=True),
        sa.Column("passed_over", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("offered", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "channel_id", "version", "part", name=op.f("pk_explanations")),
    )
    op.create_table(
        "files",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("conversation_id", Int, autoincrement=False, nullable=True),
        sa.Column("owner_kind", sa.Text(), nullable=False),
        sa.Column("owner_id", Int, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", Int, autoincrement=False, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("width", Int, autoincrement=False, nullable=True),
        sa.Column("height", Int, autoincrement=False, nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", Int, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("'document'"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("ref", sa.Text(), nullable=True),
        sa.Column("connection_id", Int, autoincrement=False, nullable=True),
        sa.Column("duration_ms", Int, autoincrement=False, nullable=True),
        sa.Column("waveform", sa.Text(), nullable=True),
        sa.Column("thumb", sa.Text(), nullable=True),
        sa.Column("preview", sa.Text(), nullable=True),
        sa.Column("due_at", Int, autoincrement=False, nullable=True),
        sa.Column("tries", Int, server_default=sa.text("0"), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    op.create_index(op.f("ix_files_account_id_state_size"), "files", ["account_id", "state", "size"], unique=False)
    op.create_index(op.f("ix_files_conversation_id"), "files", ["conversation_id"], unique=False)
    op.create_index(
        "ix_files_due",
        "files",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_files_owner_id_owner_kind_created_at"), "files", ["owner_id", "owner_kind", "created_at"], unique=False
    )
    op.create_index(op.f("ix_files_state_created_at"), "files", ["state", "created_at"], unique=False)
    op.create_table(
        "idempotency",
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("body_hash", sa.Text(), nullable=False),
        sa.Column("status", Int, autoincrement=False, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("actor", "key", name=op.f("pk_idempotency")),
    )
    op.create_index(op.f("ix_idempotency_at"), "idempotency", ["at"], unique=False)
    op.create_table(
        "log",
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("seq", Int, autoincrement=False, nullable=False),
        sa.Column("at", Int, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("conversation_id", Int, autoincrement=False, nullable=True),
        sa.Column("session_id", Int, autoincrement=False, nullable=True),
        sa.Column("channel_id", Int, autoincrement=False, nullable=True),
        sa.Column("person_id", Int, autoincrement=False, nullable=True),
        sa.Column("actor_id", Int, autoincrement=False, nullable=True),
        sa.Column("number", Int, autoincrement=False, nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "seq", name=op.f("pk_log")),
    )
    op.create_index(
        op.f("ix_log_conversation_id_number"),
        "log",
        ["conversation_id", "number"],
        unique=True,
        sqlite_where=sa.text("number IS NOT NULL"),
        postgresql_where=sa.text("number IS NOT NULL"),
    )
    op.create_index(op.f("ix_log_session_id_seq"), "log", ["session_id", "seq"], unique=False)
    op.create_table(
        "log_counters",
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("last_seq", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_log_counters")),
    )
    op.create_table(
        "message_links",
        sa.Column("connection_id", Int, autoincrement=False, nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("conversation_id", Int, autoincrement=False, nullable=False),
        sa.Column("message_id", Int, autoincrement=False, nullable=False),
        sa.Column("part", Int, server_default=sa.text("0"), autoincrement=False, nullable=False),
        sa.Column("at", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("connection_id", "external_id", name=op.f("pk_message_links")),
    )
    op.create_index(op.f("ix_message_links_message_id_part"), "message_links", ["message_id", "part"], unique=False)
    op.create_table(
        "nodes",
        sa.Column("node", Int, autoincrement=False, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("started_at", Int, autoincrement=False, nullable=False),
        sa.Column("lease_until", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("node", name=op.f("pk_nodes")),
    )
    op.create_table(
        "notices",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("person_id", Int, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("at", Int, autoincrement=False, nullable=False),
        sa.Column("read_at", Int, autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_person_id_id"), "notices", ["person_id", "id"], unique=False)
    op.create_table(
        "numbers",
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("last_number", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("account_id", "kind", name=op.f("pk_numbers")),
    )
    op.create_table(
        "outbox",
        sa.Column("message_id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("connection_id", Int, autoincrement=False, nullable=False),
        sa.Column("conversation_id", Int, autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("part", Int, server_default=sa.text("0"), autoincrement=False, nullable=False),
        sa.Column("attempts", Int, server_default=sa.text("0"), autoincrement=False, nullable=False),
        sa.Column("due_at", Int, autoincrement=False, nullable=False),
        sa.Column("created_at", Int, autoincrement=False, nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_outbox")),
    )
    op.create_index(
        op.f("ix_outbox_conversation_id_message_id"), "outbox", ["conversation_id", "message_id"], unique=False
    )
    op.create_index(op.f("ix_outbox_state_due_at"), "outbox", ["state", "due_at"], unique=False)
    op.create_table(
        "outbox_lanes",
        sa.Column("conversation_id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("lease_until", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_outbox_lanes")),
    )
    op.create_table(
        "outbox_pauses",
        sa.Column("connection_id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("until", Int, autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("connection_id", name=op.f("pk_outbox_pauses")),
    )
    op.create_table(
        "pollers",
        sa.Column("connection_id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("lease_until", Int, autoincrement=False, nullable=False),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("connection_id", name=op.f("pk_pollers")),
    )
    op.create_table(
        "presence",
        sa.Column("person_id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("online", Int, autoincrement=False, nullable=False),
        sa.Column("sockets", Int, autoincrement=False, nullable=False),
        sa.Column("active_at", Int, autoincrement=False, nullable=False),
        sa.Column("lost_at", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_presence")),
    )
    op.create_index(op.f("ix_presence_account_id"), "presence", ["account_id"], unique=False)
    op.create_table(
        "queue_lineups",
        sa.Column("channel_id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("departments", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_queue_lineups")),
    )
    op.create_index(
        op.f("ix_queue_lineups_account_id_departments"), "queue_lineups", ["account_id", "departments"], unique=False
    )
    op.create_table(
        "queue_log",
        sa.Column("channel_id", Int, autoincrement=False, nullable=False),
        sa.Column("version", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("at", Int, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("channel_id", "version", name=op.f("pk_queue_log")),
    )
    op.create_table(
        "agent_loads",
        sa.Column("person_id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("sessions", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_agent_loads")),
    )
    op.create_table(
        "queue_seats",
        sa.Column("channel_id", Int, autoincrement=False, nullable=False),
        sa.Column("person_id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("position", Int, autoincrement=False, nullable=True),
        sa.Column("offered_at", Int, autoincrement=False, nullable=False),
        sa.Column("offered_tie", Int, autoincrement=False, nullable=False),
        sa.Column("active", Int, autoincrement=False, nullable=False),
        sa.Column("online", Int, autoincrement=False, nullable=False),
        sa.Column("on_leave", Int, autoincrement=False, nullable=False),
        sa.Column("paused", Int, autoincrement=False, nullable=False),
        sa.Column("workday", sa.Text(), nullable=True),
        sa.Column("break_since", Int, autoincrement=False, nullable=False),
        sa.Column("skills", sa.Text(), nullable=True),
        sa.Column("elsewhere", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("channel_id", "person_id", name=op.f("pk_queue_seats")),
    )
    op.create_index(
        op.f("ix_queue_seats_account_id_person_id"), "queue_seats", ["account_id", "person_id"], unique=False
    )
    op.create_table(
        "raw_events",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("connection_id", Int, autoincrement=False, nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("at", Int, autoincrement=False, nullable=False),
        sa.Column("replayed_at", Int, autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raw_events")),
    )
    op.create_index(op.f("ix_raw_events_account_id_id"), "raw_events", ["account_id", "id"], unique=False)
    op.create_table(
        "wanted_profiles",
        sa.Column("conversation_id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("at", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_wanted_profiles")),
    )
    op.create_table(
        "settings_applies",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("at", Int, autoincrement=False, nullable=False),
        sa.Column("person_id", Int, autoincrement=False, nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("undoes", Int, autoincrement=False, nullable=True),
        sa.Column("undone_by", Int, autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings_applies")),
    )
    op.create_index(op.f("ix_settings_applies_account_id_id"), "settings_applies", ["account_id", "id"], unique=True)
    op.create_table(
        "setting_changes",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("channel_id", Int, autoincrement=False, nullable=False),
        sa.Column("version", Int, autoincrement=False, nullable=False),
        sa.Column("at", Int, autoincrement=False, nullable=False),
        sa.Column("person_id", Int, autoincrement=False, nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_changes")),
    )
    op.create_index(
        op.f("ix_setting_changes_channel_id_version"), "setting_changes", ["channel_id", "version"], unique=True
    )
    op.create_table(
        "sockets",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("person_id", Int, autoincrement=False, nullable=False),
        sa.Column("node", sa.Text(), nullable=False),
        sa.Column("opened_at", Int, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sockets")),
    )
    op.create_index(op.f("ix_sockets_node_person_id"), "sockets", ["node", "person_id"], unique=False)
    op.create_table(
        "connections",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("channel_id", Int, autoincrement=False, nullable=False),
        sa.Column("connector", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("active", Int, autoincrement=False, nullable=False),
        sa.Column("config", sa.Text(), nullable=False),
        sa.Column("secrets", sa.Text(), nullable=False),
        sa.Column("created_at", Int, autoincrement=False, nullable=False),
        sa.Column("deleted_at", Int, autoincrement=False, nullable=True),
        sa.Column("version", Int, autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'ok'"), nullable=False),
        sa.Column("state_detail", sa.Text(), nullable=True),
        sa.Column("state_at", Int, autoincrement=False, nullable=True),
        sa.Column("first_event_at", Int, autoincrement=False, nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("setup", sa.Text(), nullable=True),
        sa.Column("quiet", Int, server_default=sa.text("0"), autoincrement=False, nullable=False),
        sa.Column("window_s", Int, server_default=sa.text("0"), autoincrement=False, nullable=False),
        sa.Column("purged_at", Int, autoincrement=False, nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_connections_channel_id_channels")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connections")),
    )
    op.create_index(
        "ix_connections_to_purge",
        "connections",
        ["deleted_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NOT NULL AND purged_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NOT NULL AND purged_at IS NULL"),
    )
    op.create_index(
        op.f("ix_connections_account_id_channel_id"), "connections", ["account_id", "channel_id"], unique=False
    )
    op.create_index(op.f("ix_connections_key"), "connections", ["key"], unique=True)
    op.create_index(
        "uq_connections_external",
        "connections",
        ["account_id", "connector", "external_id"],
        unique=True,
        sqlite_where=sa.text("external_id IS NOT NULL AND deleted_at IS NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL AND deleted_at IS NULL"),
    )
    op.create_table(
        "identities",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("namespace", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("contact_id", Int, autoincrement=False, nullable=False),
        sa.Column("verified", Int, autoincrement=False, nullable=False),
        sa.Column("created_at", Int, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_identities_contact_id_contacts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
    )
    op.create_index(
        op.f("ix_identities_account_id_kind_namespace_value"),
        "identities",
        ["account_id", "kind", "namespace", "value"],
        unique=True,
    )
    op.create_index(op.f("ix_identities_contact_id"), "identities", ["contact_id"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("number", Int, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("active", Int, autoincrement=False, nullable=False),
        sa.Column("demo", Int, autoincrement=False, nullable=False),
        sa.Column("created_at", Int, autoincrement=False, nullable=False),
        sa.Column("version", Int, autoincrement=False, nullable=False),
        sa.Column("workday", sa.Text(), nullable=True),
        sa.Column("workday_since", Int, autoincrement=False, nullable=True),
        sa.Column("paused", Int, autoincrement=False, nullable=False),
        sa.Column("absence", sa.Text(), nullable=True),
        sa.Column("skills", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_people_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_index(op.f("ix_people_account_id_email"), "people", ["account_id", "email"], unique=True)
    op.create_index(op.f("ix_people_account_id_number"), "people", ["account_id", "number"], unique=True)
    op.create_table(
        "queues",
        sa.Column("channel_id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("version", Int, autoincrement=False, nullable=False),
        sa.Column("at", Int, autoincrement=False, nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_queues_channel_id_channels")),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_queues")),
    )
    op.create_table(
        "absences",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("person_id", Int, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_absences_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_account_id_person_id"), "absences", ["account_id", "person_id"], unique=False)
    op.create_table(
        "api_tokens",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("person_id", Int, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("created_at", Int, autoincrement=False, nullable=False),
        sa.Column("expires_at", Int, autoincrement=False, nullable=True),
        sa.Column("last_used_at", Int, autoincrement=False, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_api_tokens_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
    )
    op.create_index(op.f("ix_api_tokens_account_id_id"), "api_tokens", ["account_id", "id"], unique=False)
    op.create_index(op.f("ix_api_tokens_fingerprint"), "api_tokens", ["fingerprint"], unique=True)
    op.create_index(op.f("ix_api_tokens_person_id"), "api_tokens", ["person_id"], unique=False)
    op.create_table(
        "bots",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("in_channels", Int, autoincrement=False, nullable=False),
        sa.Column("made_at", Int, autoincrement=False, nullable=False),
        sa.Column("made_by", Int, autoincrement=False, nullable=False),
        sa.Column("seen_at", Int, autoincrement=False, nullable=True),
        sa.Column("removed_at", Int, autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bots")),
    )
    op.create_index(op.f("ix_bots_account_id_id"), "bots", ["account_id", "id"], unique=False)
    op.create_index(op.f("ix_bots_fingerprint"), "bots", ["fingerprint"], unique=True)
    op.create_table(
        "conversations",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("number", Int, autoincrement=False, nullable=False),
        sa.Column("connection_id", Int, autoincrement=False, nullable=False),
        sa.Column("channel_id", Int, autoincrement=False, nullable=False),
        sa.Column("contact_id", Int, autoincrement=False, nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("session_id", Int, autoincrement=False, nullable=True),
        sa.Column("session_open", Int, autoincrement=False, nullable=False),
        sa.Column("session_messages", Int, autoincrement=False, nullable=False),
        sa.Column("owner_id", Int, autoincrement=False, nullable=True),
        sa.Column("offered_to", Int, autoincrement=False, nullable=True),
        sa.Column("last_owner_id", Int, autoincrement=False, nullable=True),
        sa.Column("last_number", Int, autoincrement=False, nullable=False),
        sa.Column("last_message_id", Int, autoincrement=False, nullable=True),
        sa.Column("last_author", sa.Text(), nullable=True),
        sa.Column("last_text", sa.Text(), nullable=True),
        sa.Column("last_files", Int, autoincrement=False, nullable=False),
        sa.Column("last_at", Int, autoincrement=False, nullable=False),
        sa.Column("last_part", sa.Text(), nullable=True),
        sa.Column("unread", Int, autoincrement=False, nullable=False),
        sa.Column("agent_read", Int, autoincrement=False, nullable=False),
        sa.Column("customer_read", Int, autoincrement=False, nullable=False),
        sa.Column("customer_delivered", Int, autoincrement=False, nullable=False),
        sa.Column("page_url", sa.Text(), nullable=True),
        sa.Column("page_title", sa.Text(), nullable=True),
        sa.Column("created_at", Int, autoincrement=False, nullable=False),
        sa.Column("route", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("blocked", Int, server_default=sa.text("0"), autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("open_to", Int, autoincrement=False, nullable=True),
        sa.Column("joined", sa.Text(), nullable=True),
        sa.Column("consent", Int, server_default=sa.text("0"), autoincrement=False, nullable=False),
        sa.Column("whisper", Int, server_default=sa.text("0"), autoincrement=False, nullable=False),
        sa.Column("bot_id", Int, autoincrement=False, nullable=True),
        sa.Column("listener_id", Int, autoincrement=False, nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_conversations_channel_id_channels")),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["connections.id"], name=op.f("fk_conversations_connection_id_connections")
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_conversations_contact_id_contacts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
    )
    op.create_index(
        op.f("ix_conversations_account_id_last_at_id"), "conversations", ["account_id", "last_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_conversations_account_id_last_owner_id_last_at"),
        "conversations",
        ["account_id", "last_owner_id", "last_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_conversations_account_id_offered_to"), "conversations", ["account_id", "offered_to"], unique=False
    )
    op.create_index(
        op.f("ix_conversations_account_id_open_to"),
        "conversations",
        ["account_id", "open_to"],
        unique=False,
        sqlite_where=sa.text("open_to IS NOT NULL"),
        postgresql_where=sa.text("open_to IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_conversations_account_id_owner_id_last_at"),
        "conversations",
        ["account_id", "owner_id", "last_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_conversations_connection_id_thread"), "conversations", ["connection_id", "thread"], unique=True
    )
    op.create_index(op.f("ix_conversations_contact_id"), "conversations", ["contact_id"], unique=False)
    op.create_table(
        "links",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("person_id", Int, autoincrement=False, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("created_at", Int, autoincrement=False, nullable=False),
        sa.Column("expires_at", Int, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_links_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
    )
    op.create_index(op.f("ix_links_account_id_person_id"), "links", ["account_id", "person_id"], unique=False)
    op.create_index(op.f("ix_links_expires_at"), "links", ["expires_at"], unique=False)
    op.create_index(op.f("ix_links_fingerprint"), "links", ["fingerprint"], unique=True)
    op.create_table(
        "logins",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("person_id", Int, autoincrement=False, nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("ip", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("created_at", Int, autoincrement=False, nullable=False),
        sa.Column("last_seen_at", Int, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_logins_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logins")),
    )
    op.create_index(op.f("ix_logins_fingerprint"), "logins", ["fingerprint"], unique=True)
    op.create_index(op.f("ix_logins_last_seen_at"), "logins", ["last_seen_at"], unique=False)
    op.create_index(op.f("ix_logins_person_id"), "logins", ["person_id"], unique=False)
    op.create_table(
        "visitors",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("connection_id", Int, autoincrement=False, nullable=False),
        sa.Column("user_key", sa.Text(), nullable=True),
        sa.Column("claimed_user", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("locale", sa.Text(), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("page_url", sa.Text(), nullable=True),
        sa.Column("page_title", sa.Text(), nullable=True),
        sa.Column("created_at", Int, autoincrement=False, nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("form_at", Int, autoincrement=False, nullable=True),
        sa.Column("consent", sa.Text(), nullable=True),
        sa.Column("consent_at", Int, autoincrement=False, nullable=True),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["connections.id"], name=op.f("fk_visitors_connection_id_connections")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitors")),
    )
    op.create_index(
        op.f("ix_visitors_connection_id_user_key"),
        "visitors",
        ["connection_id", "user_key"],
        unique=True,
        sqlite_where=sa.text("user_key IS NOT NULL"),
        postgresql_where=sa.text("user_key IS NOT NULL"),
    )
    op.create_table(
        "messages",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("conversation_id", Int, autoincrement=False, nullable=False),
        sa.Column("session_id", Int, autoincrement=False, nullable=True),
        sa.Column("number", Int, autoincrement=False, nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("author_id", Int, autoincrement=False, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("reply_to", Int, autoincrement=False, nullable=True),
        sa.Column("note", Int, autoincrement=False, nullable=False),
        sa.Column("client_id", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", Int, autoincrement=False, nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("album", sa.Text(), nullable=True),
        sa.Column("edited_at", Int, autoincrement=False, nullable=True),
        sa.Column("deleted_at", Int, autoincrement=False, nullable=True),
        sa.Column("reactions", sa.Text(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_messages_conversation_id_conversations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    op.create_index(
        op.f("ix_messages_conversation_id_author_client_id"),
        "messages",
        ["conversation_id", "author", "client_id"],
        unique=True,
        sqlite_where=sa.text("client_id IS NOT NULL"),
        postgresql_where=sa.text("client_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_messages_conversation_id_id"), "messages", ["conversation_id", "id"], unique=False)
    op.create_index(op.f("ix_messages_conversation_id_number"), "messages", ["conversation_id", "number"], unique=False)
    op.create_table(
        "consents",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("contact_id", Int, autoincrement=False, nullable=False),
        sa.Column("conversation_id", Int, autoincrement=False, nullable=False),
        sa.Column("channel_id", Int, autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("asked_at", Int, autoincrement=False, nullable=False),
        sa.Column("given_at", Int, autoincrement=False, nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_consents_contact_id_contacts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index(
        op.f("ix_consents_account_id_contact_id_id"), "consents", ["account_id", "contact_id", "id"], unique=False
    )
    op.create_index(op.f("ix_consents_account_id_id"), "consents", ["account_id", "id"], unique=False)
    op.create_table(
        "response_records",
        sa.Column("session_id", Int, autoincrement=False, nullable=False),
        sa.Column("place", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("channel_id", Int, autoincrement=False, nullable=False),
        sa.Column("message_id", Int, autoincrement=False, nullable=False),
        sa.Column("initial", Int, autoincrement=False, nullable=False),
        sa.Column("received_at", Int, autoincrement=False, nullable=False),
        sa.Column("due_at", Int, autoincrement=False, nullable=True),
        sa.Column("answered_at", Int, autoincrement=False, nullable=False),
        sa.Column("waited_ms", Int, autoincrement=False, nullable=False),
        sa.Column("open_ms", Int, autoincrement=False, nullable=False),
        sa.Column("ended", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "place", name=op.f("pk_response_records")),
    )
    op.create_table(
        "responses",
        sa.Column("session_id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("channel_id", Int, autoincrement=False, nullable=False),
        sa.Column("count", Int, autoincrement=False, nullable=False),
        sa.Column("initial_ms", Int, autoincrement=False, nullable=False),
        sa.Column("total_ms", Int, autoincrement=False, nullable=False),
        sa.Column("maximum_ms", Int, autoincrement=False, nullable=False),
        sa.Column("initial_open_ms", Int, autoincrement=False, nullable=False),
        sa.Column("total_open_ms", Int, autoincrement=False, nullable=False),
        sa.Column("maximum_open_ms", Int, autoincrement=False, nullable=False),
        sa.Column("fresh", Int, autoincrement=False, nullable=False),
        sa.Column("message_id", Int, autoincrement=False, nullable=True),
        sa.Column("initial", Int, autoincrement=False, nullable=False),
        sa.Column("received_at", Int, autoincrement=False, nullable=True),
        sa.Column("due_at", Int, autoincrement=False, nullable=True),
        sa.Column("told", Int, autoincrement=False, nullable=False),
        sa.Column("told_at", Int, autoincrement=False, nullable=True),
        sa.Column("escalated", Int, autoincrement=False, nullable=False),
        sa.Column("armed_at", Int, autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_responses")),
    )
    op.create_table(
        "sessions",
        sa.Column("id", Int, autoincrement=False, nullable=False),
        sa.Column("account_id", Int, autoincrement=False, nullable=False),
        sa.Column("number", Int, autoincrement=False, nullable=False),
        sa.Column("channel_id", Int, autoincrement=False, nullable=False),
        sa.Column("conversation_id", Int, autoincrement=False, nullable=False),
        sa.Column("contact_id", Int, autoincrement=False, nullable=False),
        sa.Column("status", Int, autoincrement=False, nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("owner_id", Int, autoincrement=False, nullable=True),
        sa.Column("offered_to", Int, autoincrement=False, nullable=True),
        sa.Column("since", Int, autoincrement=False, nullable=False),
        sa.Column("expires_at", Int, autoincrement=False, nullable=True),
        sa.Column("queued_at", Int, autoincrement=False, nullable=False),
        sa.Column("returned_from", Int, autoincrement=False, nullable=True),
        sa.Column("opened_at", Int, autoincrement=False, nullable=False),
        sa.Column("accepted_at", Int, autoincrement=False, nullable=True),
        sa.Column("first_answer_at", Int, autoincrement=False, nullable=True),
        sa.Column("closed_at", Int, autoincrement=False, nullable=True),
        sa.Column("message_count", Int, autoincrement=False, nullable=False),
        sa.Column("tried", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("pinned", Int, server_default=sa.text("0"), autoincrement=False, nullable=False),
        sa.Column("life", sa.Text(), nullable=True),
        sa.Column("vote", Int, autoincrement=False, nullable=True),
        sa.Column("review", Int, autoincrement=False, nullable=True),
        sa.Column("unanswered_at", Int, autoincrement=False, nullable=True),
        sa.Column("parent_id", Int, autoincrement=False, nullable=True),
        sa.Column("rounds", Int, server_default=sa.text("0"), autoincrement=False, nullable=False),
        sa.Column("bot_id", Int, autoincrement=False, nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_sessions_conversation_id_conversations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index(
        op.f("ix_sessions_account_id_channel_id_id"), "sessions", ["account_id", "channel_id", "id"], unique=False
    )
    op.create_index(op.f("ix_sessions_account_id_id"), "sessions", ["account_id", "id"], unique=False)
    op.create_index(
        op.f("ix_sessions_account_id_owner_id_id"), "sessions", ["account_id", "owner_id", "id"], unique=False
    )
    op.create_index(op.f("ix_sessions_conversation_id_id"), "sessions", ["conversation_id", "id"], unique=False)
    op.create_index(
        "ix_sessions_open_bot",
        "sessions",
        ["bot_id"],
        unique=False,
        sqlite_where=sa.text("bot_id IS NOT NULL AND closed_at IS NULL"),
        postgresql_where=sa.text("bot_id IS NOT NULL AND closed_at IS NULL"),
    )
    op.create_index(
        "ix_sessions_open_channel",
        "sessions",
        ["channel_id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    for name in ("vote", "review", "unanswered_at"):
        op.create_index(
            f"ix_sessions_{name}",
            "sessions",
            ["account_id", "id"],
            unique=False,
            sqlite_where=sa.text(f"{name} IS NOT NULL"),
            postgresql_where=sa.text(f"{name} IS NOT NULL"),
        )
    op.create_index(
        "uq_sessions_open",
        "sessions",
        ["conversation_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
