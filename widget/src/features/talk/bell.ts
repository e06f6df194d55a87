// "Tell me when it is my turn": a sound, and a notification where the browser lets a frame send one.
import { effect, load, save, store, t } from '../../kit'

let audio: AudioContext | undefined

/** Promised for this wait on an earlier page: it holds on this one, too. */
effect(() => {
  const since = store.conversation.value?.queue?.waiting_since
  if (since && load('ring') === since) store.ringWhenTurn.value = ringOut
})

/** On the visitor's click: from here on we may sound, and notify where the browser lets a frame do that. */
export async function promiseToRing(): Promise<void> {
  store.ringWhenTurn.value = ringOut
  save('ring', store.conversation.value?.queue?.waiting_since ?? null)
  audio ??= new AudioContext()
  void audio.resume()
  if ('Notification' in window && Notification.permission === 'default') await Notification.requestPermission().catch(() => '')
}

function ringOut(name: string): void {
  if (audio) [880, 1320].forEach((pitch, i) => strike(audio!, pitch, i * 0.12))
  if ('Notification' in window && Notification.permission === 'granted') new Notification(t('agent_here', { name }))
}

function strike(context: AudioContext, pitch: number, after: number): void {
  const tone = context.createOscillator()
  const volume = context.createGain()
  const start = context.currentTime + after
  tone.frequency.value = pitch
  volume.gain.setValueAtTime(0.12, start)
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 1.2)
  tone.connect(volume).connect(context.destination)
  tone.start(start)
  tone.stop(start + 1.2)
}
