"""What can come of handing a message over, besides that it was taken."""


class NotTaken(Exception):
    """The other side surely has not got it. again: it is worth another try."""

    def __init__(self, sentence: str, *, again: bool):
        super().__init__(sentence)
        self.again = again


class Unsure(Exception):
    """It may have got it or not; another try might tell somebody twice."""
