"""Carries words in and out: Telegram, Slack, the mailbox, a terminal. Decides nothing."""
