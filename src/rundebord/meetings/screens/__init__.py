"""One thin file per kind of device. There is one kind so far: the shared screen."""
