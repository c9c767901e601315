// The microphone as a stream of numbers: opened once, measured all the time, kept only while a line is read.

// The press of a key is heard in the first and last part of a reading (seconds).
const PRESS = 0.15;
const RELEASE = 0.05;

// Everything that a browser does to a voice in a call is turned off: it is heard in a film.
const AS_IT_IS = { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: { ideal: 1 } };

export class Microphone {
  #context = null;
  #stream = null;
  #source = null;
  #pieces = null;
  #dropped = 0;
  onlevel = () => {};
  onlost = () => {};

  get isOpen() {
    return this.#stream !== null && this.#stream.active;
  }

  /** The microphone is on. Throws what the browser throws: NotAllowedError, NotFoundError, NotReadableError. */
  async open(device = "") {
    this.close();
    const audio = device ? { ...AS_IT_IS, deviceId: { exact: device } } : AS_IT_IS;
    this.#stream = await navigator.mediaDevices.getUserMedia({ audio });
    // A new one for each microphone, at its own rate: Firefox refuses to join a stream with a context of another.
    await this.#context?.close();
    this.#context = new AudioContext();
    await this.#context.audioWorklet.addModule(new URL("capture.js", import.meta.url));
    const node = new AudioWorkletNode(this.#context, "capture", { numberOfOutputs: 1, outputChannelCount: [1] });
    node.port.onmessage = ({ data }) => this.#take(data);
    this.#source = this.#context.createMediaStreamSource(this.#stream);
    // To the loudspeaker too, or nothing would be asked for; the worklet gives silence.
    this.#source.connect(node).connect(this.#context.destination);
    this.#source.node = node;
    for (const track of this.#stream.getTracks()) {
      track.addEventListener("ended", () => {
        this.#pieces = null;
        this.onlost();
      });
    }
  }

  /** The device that is in use, "" if none is. */
  get device() {
    return this.#stream?.getAudioTracks()[0]?.getSettings().deviceId ?? "";
  }

  close() {
    this.#source?.disconnect();
    this.#source?.node?.disconnect();
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#source = null;
    this.#pieces = null;
  }

  /** From now on what is said is kept. Must come from a press: browsers let no page listen before one. */
  async start() {
    if (this.#context.state !== "running") await this.#context.resume();
    this.#dropped = Math.round(PRESS * this.#context.sampleRate);
    this.#pieces = [];
  }

  async wake() {
    if (this.#context && this.#context.state !== "running") await this.#context.resume();
  }

  /** Seconds that have been kept so far. */
  get seconds() {
    return this.#pieces === null ? 0 : this.#length() / this.#context.sampleRate;
  }

  cancel() {
    this.#pieces = null;
  }

  /** What was said: {samples, rate}. null if the microphone was lost meanwhile. */
  stop() {
    const pieces = this.#pieces;
    if (pieces === null) return null;
    const rate = this.#context.sampleRate;
    const whole = new Float32Array(this.#length());
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    this.#pieces = null;
    return { samples: whole.subarray(0, Math.max(0, whole.length - Math.round(RELEASE * rate))), rate };
  }

  #length() {
    return this.#pieces.reduce((sum, piece) => sum + piece.length, 0);
  }

  #take(piece) {
    let power = 0;
    let peak = 0;
    for (const one of piece) {
      power += one * one;
      peak = Math.max(peak, Math.abs(one));
    }
    this.onlevel(10 * Math.log10(power / piece.length + 1e-10), 20 * Math.log10(peak + 1e-10));
    if (this.#pieces === null) return;
    if (this.#dropped >= piece.length) {
      this.#dropped -= piece.length;
      return;
    }
    this.#pieces.push(piece.subarray(this.#dropped));
    this.#dropped = 0;
  }
}

/** The microphones there are: [{id, name}]. Browsers give their names only when one is in use. */
export async function microphones() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((one) => one.kind === "audioinput" && one.deviceId).map((one) => ({ id: one.deviceId, name: one.label }));
}
