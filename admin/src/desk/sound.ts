// The bell's sound, made on the spot: two partials of a small brass bell. No file, nothing to load.
import { signal } from "@preact/signals";
import { remember, remembered } from "../storage";

export const soundOn = signal(remembered("sound") !== "off");

export function setSound(on: boolean): void {
  soundOn.value = on;
  remember("sound", on ? "on" : "off");
  if (on) ring();
}

let audio: AudioContext | null = null;

function partial(context: AudioContext, hertz: number, loud: number, seconds: number): void {
  const [tone, level] = [context.createOscillator(), context.createGain()];
  const start = context.currentTime;
  tone.frequency.value = hertz;
  level.gain.setValueAtTime(0, start);
  level.gain.linearRampToValueAtTime(loud, start + 0.005);
  level.gain.exponentialRampToValueAtTime(0.0001, start + seconds);
  tone.connect(level).connect(context.destination);
  tone.start(start);
  tone.stop(start + seconds);
}

/** Browsers stay silent until the page was touched once; then this does nothing, and the title still tells. */
export function ring(): void {
  if (!soundOn.peek() || !("AudioContext" in window)) return;
  audio ??= new AudioContext();
  void audio.resume();
  for (const [hertz, loud, seconds] of [[1318.5, 0.16, 1.1], [2637, 0.06, 0.7], [3951, 0.03, 0.4]] as const) partial(audio, hertz, loud, seconds);
  document.dispatchEvent(new CustomEvent("deskbell:rang"));
}
