"""Tests without a browser: real server, real database. They mirror server/deskbell/."""
