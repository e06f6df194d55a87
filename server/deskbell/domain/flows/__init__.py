"""Flows without I/O: what a definition is (`definition`), what is wrong with one (`checking`), and how a conversation
walks through it (`engine`). Storage, the wire and everything that is looked up is `features/flows`.
"""
