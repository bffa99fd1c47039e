"""A bare pygame-ce window of 1280x720: says when its first frame was shown. `stay`: until standard input ends."""

import sys
import time

import pygame

pygame.display.init()
screen = pygame.display.set_mode((1280, 720))
screen.fill((18, 32, 43))
pygame.display.flip()
print(time.monotonic(), time.process_time(), flush=True)
if "stay" in sys.argv:
    sys.stdin.read()
pygame.quit()
