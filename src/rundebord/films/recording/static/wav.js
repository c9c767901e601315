// Samples become a WAV of 16 bits and 48 000 a second, which every tool reads.

const RATE = 48_000;

async function atOurRate(samples, rate) {
  if (rate === RATE || rate === 24_000 || samples.length === 0) return { samples, rate };
  const offline = new OfflineAudioContext(1, Math.ceil((samples.length * RATE) / rate), RATE);
  const buffer = offline.createBuffer(1, samples.length, rate);
  buffer.copyToChannel(samples, 0);
  const source = offline.createBufferSource();
  source.buffer = buffer;
  source.connect(offline.destination);
  source.start();
  return { samples: (await offline.startRendering()).getChannelData(0), rate: RATE };
}

export async function wavOf(recorded) {
  const { samples, rate } = await atOurRate(recorded.samples, recorded.rate);
  const bytes = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const word = (at, letters) => [...letters].forEach((letter, place) => bytes.setUint8(at + place, letter.charCodeAt(0)));
  word(0, "RIFF");
  bytes.setUint32(4, 36 + samples.length * 2, true);
  word(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true); // PCM
  bytes.setUint16(22, 1, true); // one channel
  bytes.setUint32(24, rate, true);
  bytes.setUint32(28, rate * 2, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  word(36, "data");
  bytes.setUint32(40, samples.length * 2, true);
  samples.forEach((one, place) => {
    bytes.setInt16(44 + place * 2, Math.max(-32_768, Math.min(32_767, Math.round(one * 32_767))), true);
  });
  return bytes.buffer;
}
