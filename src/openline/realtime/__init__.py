"""Real time: sockets, the numbered stream with resume, the bus between nodes (docs/behaviour/streams.md).

Joints, in the order in which bootstrap makes them:
    hub = Hub()
    hydrator = Hydrator(agent_frame, customer_frame, visitor_of_conversation)   async (view, logged | conversation_id)
    publisher = Publisher(store, hub, hydrator)          listens to commits: publisher.published
    ears = Ears(log=publisher.heard, again=publisher.catch_up, signal=…)
    bus = MemoryBus() | PostgresBus(url, ears, store.writer_pid)                 start() after the store
    typers = Typers(hub, bus, clock)                     say(agent_typing(…) | customer_typing(…)) with `people`
    desks = Desks(store, clock, node_token)              active(account_id, person_id) on every write of a person;
                                                         desks.look handles the deadlines of presence.service.KINDS
    access = Access(hub, publisher, still, clock)        async still(actor) -> bool
    parts = StreamParts(hub=, publisher=, resume=Resume(store, hydrator), clock=)
    AgentStream(parts, AgentPorts(admit=, typing=, new_id=), desks, bus)         ASGI, agents.PATH
    door = CustomerDoor(parts, ports, store)             ports: customers.CustomerPorts
    CustomerStream(parts, ports, door)                   ASGI, customers.PATH
    CustomerPoll(hub, door, clock)                       dependency `customer_poll` of poll.HANDLERS
    beat = Beat(BeatParts(hub=, typers=, desks=, access=, clock=))               stop(): 1012 and everybody leaves
"""
