import "../common.js";
import { forgetPages, keepPages, keptVersion } from "../kept-pages.js";
import { isReadable, readable } from "./pages.js";
import { follow, receive, resubscribe } from "./push.js";
import { dropShells, fromShell, keepShell, offline } from "./shell.js";
import { sendWaiting } from "./sync.js";

/** What a browser runs of ChatScape besides its pages; docs/offline.md tells what it does. */
export function start(settings) {
  self.addEventListener("install", (event) => event.waitUntil(keepShell(settings)))
  self.addEventListener("activate", (event) => event.waitUntil(takeOver(settings)))
  self.addEventListener("fetch", (event) => answer(event, settings))
  self.addEventListener("sync", (event) => event.waitUntil(sendWaiting()))
  self.addEventListener("push", (event) => event.waitUntil(receive(event, settings)))
  self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(resubscribe(event)))
  self.addEventListener("notificationclick", (event) => {
    event.notification.close()
    event.waitUntil(follow(event.notification.data))
  })
  self.addEventListener("message", (event) => {
    const { data, source } = event
    if (data === "update") self.skipWaiting()
    if (data === "version") source.postMessage({ version: settings.version })
    if (data.keeping) event.waitUntil(keepPages(...data.keeping))
  })
}

async function takeOver(settings) {
  await self.registration.navigationPreload?.enable()
  await self.clients.claim()
  await dropShells(settings, await keptVersion())
  await tellPages(settings)
}

/** A page of another version loads anew, and has the new one then. */
async function tellPages({ version }) {
  const pages = await self.clients.matchAll({ type: "window" })
  for (const page of pages) page.postMessage({ version })
}

function answer(event, settings) {
  const { request } = event
  const url = new URL(request.url)
  if (url.pathname === "/oidc/callback/") event.waitUntil(forgetPages()) // somebody signs in
  if (request.method !== "GET" || url.origin !== location.origin) return
  if (settings.shell.includes(url.pathname) || url.pathname.startsWith("/static/")) {
    event.respondWith(fromShell(request))
  } else if (isReadable(request, url)) event.respondWith(readable(event, settings))
  else if (request.mode === "navigate") event.respondWith(online(event, settings))
}

async function online({ request, preloadResponse }, settings) {
  try {
    return (await preloadResponse) ?? (await fetch(request))
  } catch {
    return offline(settings)
  }
}
