// A button per question that reads it and its answers aloud, with a voice of the device itself: nothing leaves the
// browser. Where the device has no voice of its own for the language of the question, there is no button.

const speech = window.speechSynthesis;
const aloud = document.querySelector("form[data-text-aloud]");
const SPOKEN = "legend, label, .igm-field__help";

const titleOf = (question) => question.querySelector("legend, label");

function languageOf(question) {
  const title = titleOf(question);
  return (title.querySelector("[lang]") ?? title.closest("[lang]")).lang.toLowerCase().split("-")[0];
}

function voiceFor(language) {
  const fits = (voice) => voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === language;
  return speech.getVoices().find(fits);
}

function textsOf(question) {
  const line = aloud.querySelector(".igm-question-line");
  const parts = [...(line ? [line] : []), ...question.querySelectorAll(SPOKEN)];
  return parts.map((part) => part.textContent.trim()).filter(Boolean);
}

class Reader {
  constructor(question, number) {
    this.question = question;
    this.language = languageOf(question);
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "igm-read-aloud utrecht-button utrecht-button--subtle";
    this.button.lang = document.documentElement.lang;
    this.button.dir = document.documentElement.dir;
    const title = titleOf(question);
    title.id ||= `question-${number}`;
    this.button.setAttribute("aria-describedby", title.id);
    this.button.addEventListener("click", () => (Reader.now === this ? Reader.stop() : this.read()));
    this.quiet();
    question.append(this.button);
  }

  quiet() {
    this.button.textContent = aloud.dataset.textAloud;
  }

  read() {
    Reader.stop();
    Reader.now = this;
    this.button.textContent = aloud.dataset.textQuiet;
    const voice = voiceFor(this.language);
    const parts = textsOf(this.question).map((text) => Object.assign(new SpeechSynthesisUtterance(text), { voice }));
    for (const part of parts) {
      part.lang = voice.lang;
      speech.speak(part);
    }
    parts.at(-1).addEventListener("end", () => Reader.now === this && Reader.stop());
  }

  static stop() {
    Reader.now?.quiet();
    Reader.now = null;
    speech.cancel();
  }
}

// Voices may come in later than the page.
function offer() {
  for (const [number, question] of aloud.querySelectorAll(".igm-questions > *").entries()) {
    if (question.querySelector(".igm-read-aloud") || !titleOf(question)) continue;
    if (voiceFor(languageOf(question))) new Reader(question, number);
  }
}

if (speech && aloud) {
  offer();
  speech.addEventListener("voiceschanged", offer);
  window.addEventListener("pagehide", () => Reader.stop());
}
