"""The story for a room: one screen a step, in large type."""
