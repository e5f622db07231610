"""Working days and the clocks that count them."""
