// One soft sound, made here: nothing is fetched. The lobby's sound check is the gesture that lets the page play it.

import { keep, recall } from "./store.js";

let context = null;

/** Two soft notes; false if this browser plays none. */
export function chime() {
  const Audio = window.AudioContext ?? window.webkitAudioContext;
  if (!Audio) return false;
  try {
    context ??= new Audio();
    void context.resume();
    tone(523.25, 0, 0.9);
    tone(659.25, 0.22, 1.1);
    return true;
  } catch {
    return false;
  }
}

/** The same, when a step's time is up, unless somebody has turned it off or the browser has not been let. */
export function chimeIfWanted() {
  if (isSoundOn() && (context || navigator.userActivation?.hasBeenActive)) chime();
}

function tone(frequency, delay, length) {
  const start = context.currentTime + delay;
  const voice = context.createOscillator();
  const volume = context.createGain();
  voice.type = "sine";
  voice.frequency.value = frequency;
  volume.gain.setValueAtTime(0.0001, start);
  volume.gain.exponentialRampToValueAtTime(0.18, start + 0.06);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + length);
  voice.connect(volume).connect(context.destination);
  voice.start(start);
  voice.stop(start + length + 0.05);
}

export function isSoundOn() {
  return recall("sound") !== false;
}

export function letSoundBeOn(isOn) {
  keep("sound", isOn);
}
