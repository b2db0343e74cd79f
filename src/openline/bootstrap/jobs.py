"""Joins what happens by itself: deadlines and retention."""

from openline.bootstrap.base import Base
from openline.bootstrap.following import handlers
from openline.bootstrap.platforms import Platforms
from openline.bootstrap.streams import Streams
from openline.bootstrap.widget import Widget
from openline.features.channels.service import renewing
from openline.features.people.service import sweep as people_sweep
from openline.features.platforms.service.failed import sweep as platforms_sweep
from openline.features.platforms.service.purging import purge
from openline.jobs.checking import CheckLoop
from openline.jobs.deadlines import DeadlineLoop
from openline.jobs.files import FileLoop
from openline.jobs.runner import Jobs
from openline.jobs.sweep import Sweep, SweepLoop, own_sweeps, sweep_of


def join_jobs(base: Base, widget: Widget, platforms: Platforms, streams: Streams) -> Jobs:
    """The loops of this process."""
    deadlines = DeadlineLoop(base.store, base.clock, handlers(streams.desks.ready_at))
    base.commits.listeners.append(deadlines.committed)
    sweeps = (
        *own_sweeps(base.store), sweep_of("people", base.store, people_sweep),
        sweep_of("platforms", base.store, platforms_sweep), sweep_of("channels", base.store, purge),
        sweep_of("plans", base.store, renewing(base.config.plans)), Sweep("files", widget.files.sweep),
    )  # fmt: skip
    files = FileLoop(widget.files.chores)
    base.commits.listeners.append(files.committed)
    checks = CheckLoop(base.store, platforms.setup, base.clock)
    return Jobs([deadlines, files, SweepLoop(sweeps, base.clock), checks, *platforms.loops])
