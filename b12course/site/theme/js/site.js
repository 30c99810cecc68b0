// What every page does.
import { startFrames } from "./frames.js";
import { startLive } from "./live.js";
import { startOffline } from "./offline.js";
import { startProgress } from "./progress.js";
import { startQuestions } from "./questions.js";
import { startSettings } from "./settings.js";

startSettings();
startProgress();
startQuestions();
startFrames();
startLive().finally(() => {
  // What is kept for later must not hold up what is read now.
  if (document.readyState === "complete") startOffline();
  else addEventListener("load", startOffline);
});
