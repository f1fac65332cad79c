// What pages and the worker both run, and a browser has to load once.
import "./badge.js";
import "./database.js";
import "./delivery.js";
import "./kept-pages.js";
import "./post.js";
import "./push-subscription.js";
import "./queue.js";
import "./request.js";
