"""What the reference load asks of a server.

How many people a core carries, and what they occupy.
"""

from __future__ import annotations

from framework_compare.catalogue.measured_rules import Load


def users_carried(cpu_ms: float, cores: float, load: Load) -> float:
    """Return how many people can use so many cores at once.

    By the utilisation law a core is busy for (clicks a second) x (seconds of CPU for a click); N
    people who think Z seconds click N / Z times a second while answers are much quicker than Z.

    Parameters
    ----------
    cpu_ms
        what the framework spends on one interaction, in milliseconds of CPU.
    cores
        at work.
    load
        think time, the product's own work, and how full a core may be.

    References
    ----------
    Denning and Buzen (1978), The Operational Analysis of Queueing Network Models, ACM Computing
    Surveys 10(3): utilisation law and interactive response time formula.
    """
    return cores * load.utilisation * load.think_s * 1000 / (cpu_ms + load.own_work_ms)


def load_megabytes(
    cpu_ms: float, base_mb: float, session_mb: float, load: Load, *, keeps_sessions: bool
) -> float:
    """Return what the reference load occupies, in megabytes, with cores counted as memory of the
    same price.

    Parameters
    ----------
    cpu_ms
        what the framework spends on one interaction.
    base_mb, session_mb
        memory without sessions, and of each live session of the reference app.
    keeps_sessions
        whether the product's own data of a session lives in the server as well.
    """
    cores = load.users / load.think_s * cpu_ms / 1000 / load.utilisation
    of_each = max(0.0, session_mb) + (load.session_mb if keeps_sessions else 0.0)
    return base_mb + load.users * of_each + cores * load.mb_per_core
