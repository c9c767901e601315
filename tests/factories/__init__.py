"""What tests are made from."""
