// Makes elements. Text goes in as text only; nothing here parses markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) {
        element.addEventListener(event, listener);
      }
    } else if (name === 'data') {
      Object.assign(element.dataset, value);
    } else if (name === 'css') {
      // Through the object model, which the page's policy allows; style attributes it does not.
      for (const [property, text] of Object.entries(value)) {
        element.style.setProperty(property, text);
      }
    } else if (name === 'value' || name === 'checked' || name === 'disabled' || name === 'selected') {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) {
      append(element, child);
    } else if (child !== undefined && child !== null && child !== false) {
      element.append(child);
    }
  }
}

/** An element of HTML: h('a', {href, class, on: {click}}, 'text', other). */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** An element of SVG. */
export function s(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

/** Puts other children into an element. */
export function put(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

const ICONS = {
  overview: 'M4 13h6V4H4zm0 7h6v-5H4zm10 0h6v-9h-6zm0-16v5h6V4z',
  inbox: 'M4 5h16v14H4zM4 14h5l1.500 2.500h3L15 14h5',
  groups: 'M8 4h12v12H8zM4 8v12h12',
  trends: 'M3 17l6-6 4 4 8-8m-5 0h5v5',
  reviews: 'M12 4v16M5 7h14M5 7l-2.500 7h5zm14 0l-2.500 7h5z',
  imports: 'M12 15V4m0 0L8 8m4-4l4 4M4 15v5h16v-5',
  jobs: 'M12 8v4l3 2m6-2a9 9 0 1 1-3-6.700M21 4v4h-4',
  monitoring: 'M3 12h4l3-8 4 16 3-8h4',
  settings: 'M4 7h9m5 0h2M4 17h2m5 0h9M15.500 4.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5m-7 10a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5',
  sun: 'M12 7.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9M12 2v2m0 16v2M4.900 4.900l1.400 1.400m11.400 11.400l1.400 1.400M2 12h2m16 0h2M4.900 19.100l1.400-1.400M17.700 6.300l1.400-1.400',
  moon: 'M20 14.500A8.500 8.500 0 1 1 9.500 4a7 7 0 0 0 10.500 10.500z',
  out: 'M10 4H5v16h5M14 8l4 4-4 4m4-4H9',
  help: 'M9 9a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.200-1.500 2.400M12 17.500v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  alert: 'M12 3L2.500 20h19zM12 10v4.500m0 2.500v.1',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M14 6l-6 6 6 6',
  mute: 'M4 9v6h4l5 4V5L8 9zM17 9.500l5 5m0-5l-5 5',
  wrench: 'M14.500 6.500a4 4 0 0 1 5-1l-2.500 2.500 1.500 1.500L21 7a4 4 0 0 1-5.500 5L8 19.500 4.500 16 12 8.500a4 4 0 0 1 2.500-2',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18m0 8v5.500m0-9v.1',
};

/** A small picture that says nothing that the text beside it does not say. */
export function icon(name) {
  return s('svg', {class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false'},
    s('path', {d: ICONS[name]}));
}
