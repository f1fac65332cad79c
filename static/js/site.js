// What every page has: menus, and the application on a phone.
import "./menus.js";
import "./owner.js";
import "./registration.js";
