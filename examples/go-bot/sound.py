#!/usr/bin/env python3
"""Writes the sound that the bot plays as a WAV file to standard output: a short tune of our own, computed from sines.

    python3 sound.py | opusenc --quiet --bitrate 16 --discard-comments --padding 0 - sound.ogg
"""

import math
import struct
import sys

RATE = 48_000
BEAT = 0.36  # seconds
TUNE = [(392.00, 1), (523.25, 1), (659.25, 1), (783.99, 2), (659.25, 1), (880.00, 1), (783.99, 1), (523.25, 3)]  # Hz, beats


def note(pitch, beats):
    """A struck string, roughly: each overtone fainter and shorter than the one below. The end is faded out, so nothing clicks."""
    length = int(beats * BEAT * RATE)
    for i in range(length):
        t = i / RATE
        wave = sum(math.sin(2 * math.pi * pitch * n * t) * math.exp(-t * n) / n**2 for n in (1, 2, 3))
        yield wave * min(1, t / 0.005) * min(1, (length - i) / RATE / 0.02)


samples = [int(20_000 * s / 1.36) for pitch, beats in TUNE for s in note(pitch, beats)]
data = struct.pack(f"<{len(samples)}h", *samples)
form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, 2 * RATE, 2, 16)
sys.stdout.buffer.write(struct.pack("<4sI4s", b"RIFF", 4 + len(form) + 8 + len(data), b"WAVE") + form)
sys.stdout.buffer.write(struct.pack("<4sI", b"data", len(data)) + data)
