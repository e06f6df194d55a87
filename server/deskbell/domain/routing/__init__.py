"""The rules of routing, without I/O: who may take a conversation, which goes first, who gets it, how long it takes.

`floor` is what the rules look at, `policy` the settings of an inbox, `needs` what a conversation needs, `order` the
place in line, `choice` the decision. The server, the simulation and the tests run these same rules.
"""
