"""A group's way through a programme: its page, dates, what lies between the meetings, follow-ups, the demo."""
