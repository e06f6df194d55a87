"""What the bot was asked and answered, look-ups, the day's budget of a language model."""

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
