// A browser without workers, or with an older kind of them, does without what they do.
navigator.serviceWorker?.register("/serviceworker.js", { type: "module" }).catch(() => {})
