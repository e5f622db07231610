"""Letters of responsibility (责任书), level by level, and enterprises' commitments (承诺书). Articles 8, 12, 14."""
