"""`deskbell route`: routing tried out, without a visitor. `evaluate` plays a busy day and measures what a decision costs."""
