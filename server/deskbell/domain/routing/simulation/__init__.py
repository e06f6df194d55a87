"""A day at the desk, played in memory on the real rules with a fake clock.

`day` is what goes in, `engine` plays it on a `desk`, `audit` checks the steps from the outside, `figures` sums them up,
`busy_day` makes a day up. `deskbell route`, the replay of a real day and the tests use the same.
"""
