// What a screen reader is told. One polite voice: the newest sentence, and never the same twice in a row.

const voice = document.getElementById("voice");
let last = "";

export function announce(sentence) {
  if (sentence === last) return;
  last = sentence;
  voice.textContent = sentence;
  setTimeout(() => {
    if (last === sentence) last = "";
  }, 2_000);
}
