// The storage that hashes file names finds these lines, in every module, by their semicolons.
import "./add-contact.js";
import "./arrows.js";
import "./back.js";
import "./composer.js";
import "./connection.js";
import "./contact-filter.js";
import "./conversation-parts.js";
import "./copy-address.js";
import "./heartbeat.js";
import "./keyboard-room.js";
import "./keys.js";
import "./live.js";
import "./notices.js";
import "./open-chat.js";
import "./snapshot.js";
import "./unsent.js";
import "./goto-message.js";
