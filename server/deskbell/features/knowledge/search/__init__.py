"""Full-text search over published articles, in Chinese, English and both, on SQLite and PostgreSQL.

words       text in words and runs            tokens    what goes into the index
query       what was typed, what to ask for   index     the index of each database
ranking     which row comes first             highlight what is shown of it
engine      put, remove, search
"""
