"""Hidden dangers (隐患): found, graded, ordered, rectified, re-inspected, closed. Capability P3."""
