"""What happens by itself: deadlines, the outbox, retention. Loops only; rules and rows are the slices' and the store's.

Joints (given by bootstrap):
    DeadlineLoop(store, clock, handlers)   handlers: {kind: async (store, deadline) -> None}
                                           its `committed` listens to commits
    OutboxLoop(store, clock, ports,        ports: outbox.OutboxPorts; `committed` listens to commits
               worker=, dice=)             worker: the token of the node; dice: random.Random(seed)
    FileLoop(chores)                       chores: files.chores; `committed` listens to commits
    SweepLoop(sweeps, clock)               (*own_sweeps(store), sweep_of("people", store, people_sweep),
                                            Sweep("files", files.sweep))
    Jobs(loops)                            start() after the store, stop() before it
"""
