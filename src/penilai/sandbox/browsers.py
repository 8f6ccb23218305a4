"""Where the system's browser is, and how it is to be started."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

VARIABLE = "PENILAI_PERAMBAN"  # the path of a browser, or NONE
NONE = "tidak"
PLACES = (  # the programs themselves: what lies in /usr/bin are scripts around them
    "/usr/lib/chromium/chromium-headless-shell",  # the same without windows: half the work
    "/usr/lib/chromium/chromium",
    "/usr/lib/chromium-browser/chromium-browser",
    "/usr/lib64/chromium/chromium",
    "/usr/lib64/chromium-browser/chromium-browser",
    "/opt/google/chrome/chrome",
    "/opt/microsoft/msedge/msedge",
)
APPLICATIONS = ("Google Chrome", "Chromium", "Microsoft Edge")  # of macOS
_WITHOUT = (  # what costs much and is of no use to a page that is looked at once
    "Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,BackForwardCache,"
    "SpareRendererForSitePerProcess,PaintHolding,IsolateOrigins,site-per-process"
)
FLAGS = (
    "--headless --disable-gpu --disable-quic --no-first-run --no-default-browser-check "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--disable-extensions --disable-default-apps --disable-breakpad --mute-audio "
    "--disable-background-timer-throttling --disable-renderer-backgrounding "
    "--disable-backgrounding-occluded-windows --password-store=basic --use-mock-keychain "
    f"--disable-features={_WITHOUT} --js-flags=--max-old-space-size=256 "
    "--disable-site-isolation-trials --renderer-process-limit=1 --no-startup-window "
    "--window-size=1280,900 --lang=id --remote-debugging-pipe --proxy-bypass-list=<-loopback>"
).split()


def find() -> Path | None:
    """The browser that the environment names, or that of this machine; None: there is none.

    On Windows it could only be spoken to through a port that everybody there can connect to,
    so there is none.
    """
    if wanted := os.environ.get(VARIABLE):
        return Path(wanted) if Path(wanted).is_file() else None
    if not hasattr(socket, "send_fds"):
        return None
    places = [Path(place) for place in PLACES]
    if sys.platform == "darwin":
        for name in APPLICATIONS:
            inside = Path("Applications", f"{name}.app", "Contents", "MacOS", name)
            places += [Path("/", inside), Path.home() / inside]
    return next((place for place in places if place.is_file()), None)
