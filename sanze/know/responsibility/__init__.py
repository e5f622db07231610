"""Who answers for what, on any day: named by paper or found by rule, proven without a gap (第八、九、十条)."""
