// A screen that shows the wall does not go dark in mid-meeting.

let lock: WakeLockSentinel | undefined;
let asking = false;

/** Keep the screen on, or let it go; asked at every drawing, since a browser lets go when hidden. */
export function keepAwake(wanted: boolean): void {
  if (!wanted) {
    void lock?.release();
    lock = undefined;
  } else if (!asking && (!lock || lock.released) && "wakeLock" in navigator && document.visibilityState === "visible") {
    asking = true;
    navigator.wakeLock.request("screen")
      .then((held) => { lock = held; }, () => undefined)  // low on battery: the screen goes its way
      .finally(() => { asking = false; });
  }
}
