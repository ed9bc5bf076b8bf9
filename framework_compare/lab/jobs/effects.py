"""What an app leaves behind for the lab to read: a line for each thing that happened, with its time."""

import os
import time

WAIT = float(os.environ["LAB_WAIT_S"])
JOB = float(os.environ["LAB_JOB_S"])
_FILE = os.environ["LAB_EFFECTS"]


def note(what: str, number: float = 0) -> None:
    with open(_FILE, "a", encoding="ascii") as file:
        file.write(f"{time.time()} {what} {number}\n")
