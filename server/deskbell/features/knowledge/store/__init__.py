"""The knowledge base in the database. SQL only: what may be written is checked by the rules, who may write in `access`."""
