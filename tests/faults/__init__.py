"""What must hold when the server dies: harness, checker and the tests that use them."""
