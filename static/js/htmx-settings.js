// htmx looks at them once the page is parsed, which is after every script of ours has run.
Object.assign(globalThis.htmx?.config ?? {}, {
  allowEval: false,
  allowScriptTags: false,
  attributesToSettle: [],
  defaultSettleDelay: 0,
  historyCacheSize: 0,
  includeIndicatorStyles: false,
  refreshOnHistoryMiss: true,
  responseHandling: [
    { code: "204", swap: false },
    { code: "422", swap: true },
    { code: "[23]..", swap: true },
    { code: "[45]..", swap: true, error: true },
  ],
  scrollIntoViewOnBoost: false,
  selfRequestsOnly: true,
  timeout: 20_000, // ms
})
