// Random play of an ink story in inkjs: peer_inkjs_random.js FOLDER STORY.ink PLAYS SEED. FOLDER is where npm put inkjs.
// Replies and lines are marked in the story as @node/name@. Prints one JSON document: the marks met, and CPU seconds.
const fs = require("fs");
const path = require("path");
const ink = require(path.join(process.argv[2], "node_modules", "inkjs", "dist", "ink-full.js"));

const MOST_STEPS = 200;
const story = new ink.Story(new ink.Compiler(fs.readFileSync(process.argv[3], "utf-8")).Compile().ToJson());
let seed = Number(process.argv[5]);

// mulberry32: the same plays for everyone.
function random() {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}

const met = new Set();
function note(text) {
  for (const found of text.matchAll(/@([^@]+)@/g)) met.add(found[1]);
}

const began = process.cpuUsage();
for (let play = 0; play < Number(process.argv[4]); play++) {
  story.ResetState();
  note(story.ContinueMaximally());
  for (let step = 0; step < MOST_STEPS && story.currentChoices.length > 0; step++) {
    const taken = story.currentChoices[Math.floor(random() * story.currentChoices.length)];
    note(taken.text);
    story.ChooseChoiceIndex(taken.index);
    note(story.ContinueMaximally());
  }
}
const used = process.cpuUsage(began);
console.log(JSON.stringify({ met: [...met].sort(), seconds: (used.user + used.system) / 1e6 }));
