"""`deskbell knowledge` and `deskbell bot`: what the bot knows brought in from a file, and how well it answers one."""
