"""Figures of the national layout of official documents, GB/T 9704-2012; lengths in mm, type in points."""

PAGE_WIDTH = 210
PAGE_HEIGHT = 297
TOP = 37
LEFT = 28
BLOCK_WIDTH = 156
BLOCK_HEIGHT = 225
RIGHT = PAGE_WIDTH - LEFT - BLOCK_WIDTH
BOTTOM = PAGE_HEIGHT - TOP - BLOCK_HEIGHT

LINES = 22
CHARACTERS = 28
LINE_PITCH = 28.9

SIZE_2 = 22
SIZE_3 = 16
SIZE_4 = 14

MARK_DOWN = 35
RULE_DOWN = 4
PAGE_NUMBER_DOWN = 7
RED = "E60012"
RED_RULE = 0.7
IMPRINT_RULE = 0.35
IMPRINT_INNER_RULE = 0.25
QR_SIDE = 20

BLOCK_POINTS = BLOCK_WIDTH / 25.4 * 72

_LARGEST_MARK = 58


def mark_size(words: str) -> float:
    """Type size of the red head: as large as one line allows, never smaller than the title."""
    return max(SIZE_2, min(_LARGEST_MARK, round(BLOCK_POINTS / max(len(words), 1) / 1.05, 1)))


def tracking() -> float:
    """What to add between two characters so that 28 of them fill a line exactly."""
    return BLOCK_POINTS / CHARACTERS - SIZE_3
