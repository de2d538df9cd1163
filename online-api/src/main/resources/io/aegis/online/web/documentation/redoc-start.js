const place = document.getElementById('redoc');

// ReDoc leaves its lists without names, and what scrolls out of the keyboard's reach.
function mend() {
  for (const each of place.querySelectorAll('select:not([aria-label])')) {
    each.setAttribute('aria-label', 'Content type');
  }
  for (const each of place.querySelectorAll('div:not([tabindex]), pre:not([tabindex])')) {
    if (each.scrollWidth > each.clientWidth && /auto|scroll/.test(getComputedStyle(each).overflowX)) {
      each.tabIndex = 0;
    }
  }
}
let soon = 0;
new MutationObserver(() => {
  clearTimeout(soon);
  soon = setTimeout(mend, 100);
}).observe(place, {childList: true, subtree: true});

// Searching would need a worker made of text, which the page's policy forbids.
Redoc.init('/openapi', {disableSearch: true, hideDownloadButton: true, nativeScrollbars: true,
  theme: {typography: {code: {color: '#9c1f23'}}}}, place);
