"""The knowledge base: its articles, search over them, the public help centre."""
