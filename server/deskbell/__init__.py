"""Deskbell: the bell on the front desk of a website."""

__version__ = "0.1.0"
