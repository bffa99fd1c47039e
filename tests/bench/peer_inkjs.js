// One story in inkjs: peer_inkjs.js FOLDER STORY.ink STORY.json DRAWS.json. Compiles the story to STORY.json; then each
// line on stdin is answered with CPU microseconds a choice. FOLDER is where npm put inkjs.
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const ink = require(path.join(process.argv[2], "node_modules", "inkjs", "dist", "ink-full.js"));

const source = fs.readFileSync(process.argv[3], "utf-8");
const compiled = new ink.Compiler(source).Compile().ToJson();
fs.writeFileSync(process.argv[4], compiled);
const story = new ink.Story(compiled);
const calls = JSON.parse(fs.readFileSync(process.argv[5], "utf-8"));

function round() {
  let micros = 0;
  let choices = 0;
  for (const draws of calls) {
    story.ResetState();
    story.ContinueMaximally();
    let offered = story.currentChoices.length;
    const began = process.cpuUsage();
    for (let step = 0; offered > 0 && step < draws.length; step++) {
      story.ChooseChoiceIndex(draws[step] % offered);
      story.ContinueMaximally();
      offered = story.currentChoices.length;
      choices++;
    }
    const used = process.cpuUsage(began);
    micros += used.user + used.system;
  }
  return micros / choices;
}

console.log("ready");
readline.createInterface({ input: process.stdin }).on("line", () => console.log(round()));
