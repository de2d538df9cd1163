// What others do shows in the inbox without moving what one reads: rows that are shown are read again, and new ones are counted.

import {get} from './http.js';

const SOON = 700;
const GROUPS_SOON = 3000;

/**
 * Follows the events of the page.
 * @param list where the rows are
 * @param open gives the id of the text that is open
 * @param replace is called with a text as it is now
 */
export function arrivals({list, open, replace}) {
  let soon = null;
  let soonGroups = null;
  const changed = new Set();

  async function look() {
    soon = null;
    const shown = new Set(list.items().map((item) => item.id));
    const ids = [...changed].filter((id) => shown.has(id) || id === open()).slice(0, 20);
    const others = [...changed].some((id) => !shown.has(id));
    changed.clear();
    try {
      await Promise.all(ids.map(async (id) => replace(await get(`/feedback/${id}`))));
      if (others) {
        await list.lookForNew();
      }
    } catch {
      // Asked again with the next change.
    }
  }

  function lookAtGroup(id) {
    if (list.knowsGroup(id)) {
      soonGroups ??= setTimeout(() => {
        soonGroups = null;
        list.tellGroups();
      }, GROUPS_SOON);
    }
  }

  return {
    event(kind, data) {
      if (kind === 'group') {
        lookAtGroup(data.group_id);
        return;
      }
      if (kind === 'feedback') {
        changed.add(data.id);
      } else if (kind === 'reset') {
        list.items().slice(0, 20).forEach((item) => changed.add(item.id));
        changed.add('');
      } else {
        return;
      }
      soon ??= setTimeout(look, SOON);
    },
    leave() {
      clearTimeout(soon);
      clearTimeout(soonGroups);
    },
  };
}
