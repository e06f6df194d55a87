"""What builds, checks and packs Deskbell: two commands on a fresh machine, and the steps that CI runs."""
