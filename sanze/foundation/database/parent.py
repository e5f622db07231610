"""Letting a child process end with the one that started it, even when that one is killed outright."""

import ctypes
import signal

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def end_with_parent(number: signal.Signals = signal.SIGINT) -> None:
    """Ask the kernel to send this signal when the starting thread ends; call it in the child. Linux only."""
    if hasattr(_libc, "prctl"):
        _libc.prctl(PR_SET_PDEATHSIG, number)
