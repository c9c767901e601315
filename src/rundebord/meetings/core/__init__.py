"""What a meeting is and what may happen in it: pure, without Django, clock or chance."""
