// What is in sight as a page opens; the rest is in app.js, so that a phone can draw in between.
import "./htmx-settings.js";
import "./local-time.js";
import "./chat-log.js";
import "./read.js";
