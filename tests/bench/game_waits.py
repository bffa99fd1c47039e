"""The game in a call, its caller speaking: says so on standard output, and stays until standard input ends."""

import sys

import pygame
from game_inside import game_inside

with game_inside() as inside:
    inside.ring("eviction-thursday")
    inside.press(pygame.K_SPACE)
    inside.live(lambda: inside.call.director.speaking, limit=15)
    inside.live(lambda: not inside.call.director.speaking, speed=4)
    print("in a call", flush=True)
    sys.stdin.read()
