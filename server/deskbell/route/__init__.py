"""`deskbell route`: routing tried out, without a visitor. `evaluate` plays a busy day and measures what a decision costs;
`simulate` says who would get somebody, and plays a day that was under other settings.
"""
