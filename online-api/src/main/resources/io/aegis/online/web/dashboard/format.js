// Numbers and times for people. All times are the reader's own, with the exact one as a title.

const NUMBER = new Intl.NumberFormat('en');
const SHORT = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});
const RELATIVE = new Intl.RelativeTimeFormat('en', {numeric: 'auto', style: 'short'});
const CLOCK = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit'});
const DAY = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short'});
const FULL = new Intl.DateTimeFormat('en-GB', {dateStyle: 'medium', timeStyle: 'medium'});

const LANGUAGE = new Intl.DisplayNames('en', {type: 'language'});

export const number = (value) => NUMBER.format(value);
export const short = (value) => (value < 10000 ? NUMBER.format(value) : SHORT.format(value));
export const percent = (share) => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
export const languageName = (tag) => (tag === 'und' ? 'Not told' : LANGUAGE.of(tag));
export const full = (iso) => FULL.format(new Date(iso));
export const clock = (iso) => CLOCK.format(new Date(iso));
export const day = (iso) => DAY.format(new Date(iso));
export function dayAndClock(iso) {
  const year = new Date(iso).getFullYear();
  return `${day(iso)}${year === new Date().getFullYear() ? '' : ` ${year}`}, ${clock(iso)}`;
}

export function millis(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  if (value >= 1000) {
    return `${(value / 1000).toFixed(1)} s`;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

export function duration(seconds) {
  if (seconds < 1) {
    return '< 1 s';
  }
  if (seconds < 60) {
    return `${Math.round(seconds)} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  }
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

export const between = (from, until) => duration((new Date(until) - new Date(from)) / 1000);

export function bytes(value) {
  const units = ['bytes', 'KB', 'MB', 'GB'];
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

export const usd = (value) => (value > 0 && value < 0.01 ? '< $0.01' : `$${value.toFixed(2)}`);

export function ago(iso) {
  const seconds = (new Date(iso) - Date.now()) / 1000;
  const size = Math.abs(seconds);
  if (size < 5) {
    return 'now';
  }
  if (size < 60) {
    return RELATIVE.format(Math.round(seconds), 'second');
  }
  if (size < 3600) {
    return RELATIVE.format(Math.round(seconds / 60), 'minute');
  }
  if (size < 86400) {
    return RELATIVE.format(Math.round(seconds / 3600), 'hour');
  }
  return size < 7 * 86400 ? RELATIVE.format(Math.round(seconds / 86400), 'day') : dayAndClock(iso);
}
