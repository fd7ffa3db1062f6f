"""Reads text: intent, themes, wards, support, amounts, dates, personal data."""
