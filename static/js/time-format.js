const DAY = 24 * 60 * 60 * 1000 // ms

const { lang } = document.documentElement
// The page's language, as it is written where its reader lives.
const locale = navigator.languages.find((it) => it.split("-")[0] === lang) ?? lang

const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" })
const weekday = new Intl.DateTimeFormat(locale, { weekday: "short" })
const date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" })
const dateAndYear = new Intl.DateTimeFormat(locale, { dateStyle: "medium" })
const full = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" })
const longDay = new Intl.DateTimeFormat(locale, {
  weekday: "long",
  day: "numeric",
  month: "long",
})
const longDayAndYear = new Intl.DateTimeFormat(locale, { dateStyle: "full" })
const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" })

export const formatTime = (moment) => time.format(moment)
export const formatFull = (moment) => full.format(moment)

export function formatDay(moment) {
  const days = daysAgo(moment)
  if (days < 2) return named(days)
  return (isThisYear(moment) ? longDay : longDayAndYear).format(moment)
}

/** As short as it is clear: the time today, the weekday this week, the date before that. */
export function formatRecent(moment) {
  const days = daysAgo(moment)
  if (days < 1) return time.format(moment)
  if (days < 2) return named(days)
  if (days < 7) return weekday.format(moment)
  return (isThisYear(moment) ? date : dateAndYear).format(moment)
}

/** Today or Yesterday, as the first word of a line. */
function named(days) {
  const word = relative.format(-days, "day")
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
