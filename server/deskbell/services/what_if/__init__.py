"""What if: who would get somebody, and what a day would have been like under other settings. Nothing is ever changed.

`asking` looks at the floor as it is now; `replaying` plays a day that was, read by `recorded`, on the rules of
`domain.routing.simulation`, and `measures` puts both beside each other. The command line and the settings share it.
"""
