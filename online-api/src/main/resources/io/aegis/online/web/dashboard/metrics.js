// Words and units of monitoring.

import {h, icon} from './dom.js';
import {percent} from './format.js';

const METRICS = {
  cpu_usage: ['CPU usage', '%'], memory_usage: ['Memory usage', '%'], request_rate: ['Request rate', '/s'],
  error_rate: ['Error rate', ''], response_time: ['Response time', 'ms'], disk_io: ['Disk I/O', 'MB/s'],
};
const FIGURES = new Intl.NumberFormat('en', {maximumSignificantDigits: 4});
const BRIEF = new Intl.NumberFormat('en', {notation: 'compact', maximumSignificantDigits: 3});

export const METRIC_CHOICES = Object.entries(METRICS).map(([value, [name]]) => [name, value]);
export const SEVERITIES = ['critical', 'high', 'medium', 'low'];
export const FAILURES = ['cpu_saturation', 'memory_pressure', 'disk_saturation', 'network_delay', 'dependency_timeout',
  'error_burst', 'traffic_surge', 'crash_loop', 'no_data', 'unknown'];

/** A word of the API for people: cpu_saturation is "CPU saturation". */
export function words(value) {
  const text = String(value ?? '').replaceAll('_', ' ').replace(/\b(cpu|api)\b/g, (each) => each.toUpperCase());
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const metricName = (type) => METRICS[type]?.[0] ?? words(type);

/** A value in its unit. */
export function measured(type, value) {
  const unit = METRICS[type]?.[1] ?? '';
  const text = Math.abs(value) >= 1e6 || (value !== 0 && Math.abs(value) < 1e-4) ? BRIEF.format(value) : FIGURES.format(value);
  return unit ? `${text} ${unit}` : text;
}

export const brief = (value) => BRIEF.format(value);

const ROUNDED = new Intl.NumberFormat('en', {maximumSignificantDigits: 3});

/** What is usual of a type, as one text. */
export function usual(type, {lower, upper}) {
  const unit = METRICS[type]?.[1];
  return `${ROUNDED.format(lower)} to ${ROUNDED.format(upper)}${unit ? ` ${unit}` : ''}`;
}

/** Labels as one line. */
export function labelLine(labels) {
  const all = Object.entries(labels);
  return all.length === 0 ? 'no labels' : all.map(([name, value]) => `${name}=${value}`).join(', ');
}

export const labelChips = (labels) => h('div', {class: 'chips'}, Object.entries(labels).map(([name, value]) =>
  h('span', {class: 'chip label'}, h('span', {class: 'label-name'}, `${name}=`), value)));

const SEVERITY = {critical: 'bad', high: 'bad', medium: 'warn', low: ''};

export const severity = (value) => h('span', {class: `chip ${SEVERITY[value] ?? ''} ${value === 'critical' ? 'urgent' : ''}`},
  (value === 'critical' || value === 'high') && icon('alert'), words(value));

export const sure = (value) => `${percent(value)} sure`;

export const score = (value) => value.toFixed(2);
