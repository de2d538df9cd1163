// Resolving a text, opening it again, and taking the last one back.

import {patch} from './http.js';
import {openOnly} from './filters.js';
import {complain, toast} from './parts.js';

/**
 * What is done with one text.
 * @param params gives what the address says
 * @param list, detail where it is shown
 * @param replace is called with the text as it is now
 * @param open is called with the id of the text that is to be shown, or null
 * @param select does the same, and goes to its row
 */
export function resolving({params, list, detail, replace, open, select}) {
  let last = null;

  function takeBack(item, index, hidden) {
    return async () => {
      last = null;
      const again = await patch(`/feedback/${item.id}/reopen`);
      if (hidden) {
        list.restore(again, index);
      }
      replace(again);
      open(again.id);
      toast('Open again.');
    };
  }

  const undo = () => last?.().catch(complain);

  async function resolve(item, goOn) {
    const note = detail.noteAbout(item.id);
    const index = list.indexOf(item.id);
    const hides = openOnly(params());
    const following = list.items()[index + 1] ?? (hides ? list.items()[index - 1] : undefined);
    try {
      const row = await patch(`/feedback/${item.id}/resolve`, note ? {note} : {});
      last = takeBack(item, index, hides);
      toast('Resolved.', {action: 'Undo (z)', run: undo});
      const goes = hides && index >= 0;
      if (goes) {
        list.remove(item.id);
      } else {
        replace(row);
      }
      if (goOn && following) {
        select(following.id);
      } else if (goOn) {
        open(null);
      } else if (goes) {
        detail.draw(row);
        detail.show(params().id);
      }
    } catch (error) {
      complain(error);
    }
  }

  async function reopen(item) {
    try {
      replace(await patch(`/feedback/${item.id}/reopen`));
      toast('Open again.');
    } catch (error) {
      complain(error);
    }
  }

  return {resolve, reopen, undo};
}
