const DAY = 24 * 60 * 60 * 1000 // ms

const time = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" })
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short" })
const date = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" })
const dateAndYear = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" })
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" })
const longDay = new Intl.DateTimeFormat(undefined, {
  weekday: "long",
  day: "numeric",
  month: "long",
})
const longDayAndYear = new Intl.DateTimeFormat(undefined, { dateStyle: "full" })

export const formatTime = (moment) => time.format(moment)
export const formatFull = (moment) => full.format(moment)

export function formatDay(moment) {
  return (isThisYear(moment) ? longDay : longDayAndYear).format(moment)
}

/** As short as it is clear: the time today, the weekday this week, the date before that. */
export function formatRecent(moment) {
  const midnight = new Date().setHours(0, 0, 0, 0)
  if (moment >= midnight) return time.format(moment)
  if (moment >= midnight - 6 * DAY) return weekday.format(moment)
  return (isThisYear(moment) ? date : dateAndYear).format(moment)
}

function isThisYear(moment) {
  return moment.getFullYear() === new Date().getFullYear()
}
