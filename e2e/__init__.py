"""Stories of people: a visitor on a foreign website and agents at the desk, in a real Chromium, against a real server.

`people.py` has who they are and what they can do, `demo.py` the server, `conftest.py` hands both to the tests.
"""
