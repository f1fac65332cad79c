// Asks Mozilla's HTTP Observatory for a grade of each page that standard input lists.

import { join } from "node:path"
import { text } from "node:stream/consumers"
import { pathToFileURL } from "node:url"

const [scanner, port] = process.argv.slice(2)
const module = (path) => import(pathToFileURL(join(scanner, "src", path)))
const { ALL_TESTS } = await module("constants.js")
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await module("grader/charts.js")
const { getGradeForScore, getScoreModifier } = await module("grader/grader.js")
const { retrieve } = await module("retriever/retriever.js")
const { Expectation } = await module("types.js")

const PERFECT = 100
const ACCEPT = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

// Browsers ship the list of preloaded hosts: no answer of a site puts it there.
const OUT_OF_REACH = new Set([Expectation.HstsPreloaded])

// A page without cookies or scripts can do nothing well or badly with them.
const NOTHING_TO_JUDGE = new Set([
  Expectation.CookiesNotFound,
  Expectation.SriNotImplementedButNoScriptsLoaded,
  Expectation.SriNotImplementedResponseNotHtml,
])

async function answersOf({ path, status, cookie }) {
  const headers = cookie ? [ACCEPT, `Cookie: ${cookie}`] : [ACCEPT]
  const found = await retrieve("localhost", { httpPort: port, httpsPort: port, path, headers })
  const answer = found.responses.auto
  if (!answer) throw new Error(`${path} does not answer`)
  if (found.session.redirectHistory.length > 1) throw new Error(`${path} redirects`)
  if (answer.status !== status) throw new Error(`${path}: ${answer.status} is not ${status}`)
  return found
}

function judged(test) {
  const { name, possibleResults } = test.constructor
  const points = getScoreModifier(test.result)
  const reachable = possibleResults.filter((result) => !OUT_OF_REACH.has(result))
  const best = NOTHING_TO_JUDGE.has(test.result)
    ? points
    : Math.max(...reachable.map(getScoreModifier))
  return { test: name, result: test.result, points, best }
}

/** Extra credit counts only for what is good without. */
function score(points) {
  const sum = (some) => some.reduce((total, it) => total + it, PERFECT)
  const withoutCredit = sum(points.filter((it) => it < 0))
  return withoutCredit >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? sum(points) : withoutCredit
}

async function scan(page) {
  const found = await answersOf(page)
  const tests = ALL_TESTS.map((test) => judged(test(found)))
  const graded = getGradeForScore(score(tests.map((it) => it.points)))
  return { ...graded, best: score(tests.map((it) => it.best)), tests }
}

const results = []
for (const page of JSON.parse(await text(process.stdin))) results.push(await scan(page))
console.log(JSON.stringify(results))
