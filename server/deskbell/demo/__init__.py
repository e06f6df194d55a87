"""A living example: a tea shop with a past, and its website on another origin, to try Deskbell with."""
