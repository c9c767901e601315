// Runs beside the sound card: hands the microphone's samples over in pieces, and does nothing else.

const PIECE = 1_024;

registerProcessor(
  "capture",
  class extends AudioWorkletProcessor {
    constructor() {
      super();
      this.piece = new Float32Array(PIECE);
      this.filled = 0;
    }

    process([input]) {
      if (input.length === 0) return true;
      const frames = input[0].length;
      for (let at = 0; at < frames; at += 1) {
        let sum = 0;
        for (const channel of input) sum += channel[at];
        this.piece[this.filled] = sum / input.length;
        this.filled += 1;
        if (this.filled === PIECE) {
          this.port.postMessage(this.piece, [this.piece.buffer]);
          this.piece = new Float32Array(PIECE);
          this.filled = 0;
        }
      }
      return true;
    }
  },
);
