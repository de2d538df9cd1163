// The inbox by keyboard alone.

/**
 * What each key does.
 * @param params gives what the address says
 * @param bar, list, detail the parts of the page
 * @param acts what is done with one text
 * @param itself what was opened by no person
 * @param choose is called when somebody turns to what is open
 * @param open is called with the id of the text that is to be shown, or null
 * @param select does the same, and goes to its row
 */
export function keyboard({params, bar, list, detail, acts, itself, choose, open, select}) {
  const {bulk} = list;
  const chosen = () => list.items()[list.indexOf(params().id)];

  function move(by) {
    const items = list.items();
    const index = itself.unchosen(params().id) ? -1 : list.indexOf(params().id);
    choose();
    const target = index < 0 ? items[0] : items[index + by];
    if (target) {
      select(target.id);
    }
    if (by > 0 && index > items.length - 5) {
      list.more();
    }
  }

  /** Selects the current text and the next one, and goes there. */
  function extend(by) {
    if (params().id) {
      bulk.add(params().id);
    }
    const target = list.items()[list.indexOf(params().id) + by];
    if (target) {
      bulk.add(target.id);
    }
    move(by);
  }

  return {
    j: () => move(1),
    k: () => move(-1),
    e() {
      const item = chosen();
      if (item && item.status !== 'Resolved') {
        acts.resolve(item, true);
      }
    },
    o() {
      const item = chosen();
      if (item?.status === 'Resolved') {
        acts.reopen(item);
      }
    },
    n: () => detail.writeNote(),
    l: () => params().id && detail.label(),
    x: () => params().id && bulk.toggle(params().id),
    X: () => params().id && bulk.toggle(params().id, {range: true}),
    A: () => bulk.all(),
    J: () => extend(1),
    K: () => extend(-1),
    a: () => detail.panel()?.take(),
    t: () => detail.panel()?.tag(),
    s: () => detail.panel()?.snooze(),
    m: () => detail.panel()?.note(),
    z: () => acts.undo(),
    '/': () => bar.focus(),
    Enter() {
      const row = document.activeElement.closest('[data-row]');
      if (row) {
        open(row.dataset.row);
      }
      detail.element.focus();
    },
    Escape(event) {
      if (event.target.closest('input, textarea')) {
        list.rows.querySelector('[aria-current]')?.focus();
      } else if (params().id) {
        open(null);
      }
    },
  };
}
