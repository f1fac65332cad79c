const DAY = 24 * 60 * 60 * 1000 // ms

const { lang } = document.documentElement
// The page's language, as it is written where its reader lives.
const locale = navigator.languages.find((it) => it.split("-")[0] === lang) ?? lang

const time = format({ timeStyle: "short" })
const weekday = format({ weekday: "short" })
const date = format({ day: "numeric", month: "short" })
const dateAndYear = format({ dateStyle: "medium" })
const longDay = format({ weekday: "long", day: "numeric", month: "long" })
const longDayAndYear = format({ dateStyle: "full" })

export const formatTime = time
export const formatFull = format({ dateStyle: "full", timeStyle: "short" })

/** Made once it is needed: each costs a phone some milliseconds. */
function format(options) {
  let made
  return (moment) => (made ??= new Intl.DateTimeFormat(locale, options)).format(moment)
}

export function formatDay(moment) {
  const days = daysAgo(moment)
  if (days < 2) return named(days)
  return (isThisYear(moment) ? longDay : longDayAndYear)(moment)
}

/** As short as it is clear: the time today, the weekday this week, the date before that. */
export function formatRecent(moment) {
  const days = daysAgo(moment)
  if (days < 1) return time(moment)
  if (days < 2) return named(days)
  if (days < 7) return weekday(moment)
  return (isThisYear(moment) ? date : dateAndYear)(moment)
}

/** Today or Yesterday, as the first word of a line. */
function named(days) {
  const word = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-days, "day")
  return word[0].toLocaleUpperCase(locale) + word.slice(1)
}

/** By the reader's calendar, whose days may have 23 or 25 hours. */
function daysAgo(moment) {
  return Math.max(0, Math.round((midnight(Date.now()) - midnight(moment)) / DAY))
}

const midnight = (moment) => new Date(moment).setHours(0, 0, 0, 0)

function isThisYear(moment) {
  return moment.getFullYear() === new Date().getFullYear()
}
