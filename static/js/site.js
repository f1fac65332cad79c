// What every page has: menus and notices, and the application on a phone.
import "./common.js";
import "./focus-back.js";
import "./menus.js";
import "./owner.js";
import "./registration.js";
import "./install.js";
import "./push-renewal.js";
import "./sign-out.js";
