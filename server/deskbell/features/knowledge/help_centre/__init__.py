"""The public help centre of an inbox: pages for everybody, made by the server, without any script."""
