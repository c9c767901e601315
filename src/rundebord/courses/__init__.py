"""A group's way through a programme: its page, dates and calendar, what lies between the meetings, follow-ups, the demo."""
