// The first item of a list is open when its page opens, where list and detail stand side by side. Nobody chose it by that: keys begin
// with it, and colleagues are not told that somebody reads it.

/** Whether list and detail stand side by side, as the style sheet has it. */
export const sideBySide = () => matchMedia('(min-width: 861px)').matches;

/** Opens the first item once, by calling `open` with its id. */
export function opening(open) {
  let waiting = true;
  let itself = null;
  return {
    /** The list is there for the first time; `chosen` is what the address says is open. Whether something was opened. */
    first(items, chosen) {
      const opens = waiting && !chosen && items.length > 0 && sideBySide();
      waiting = false;
      if (opens) {
        itself = String(items[0].id);
        open(items[0].id);
      }
      return opens;
    },
    /** The address says that something else is shown, and perhaps open. */
    went(id) {
      waiting = false;
      if (String(id) !== itself) {
        itself = null;
      }
    },
    /** Whether what is open was opened by itself. */
    unchosen: (id) => itself !== null && String(id) === itself,
    /** Somebody chose what is open. */
    choose() {
      itself = null;
    },
  };
}

/** Calls back when somebody turns to what is open, in the list or beside it. */
export function turning(list, detail, current, chosen) {
  detail.addEventListener('pointerdown', chosen);
  detail.addEventListener('focusin', chosen);
  list.addEventListener('click', (event) => {
    if (event.target.closest('[data-row]')?.dataset.row === String(current())) {
      chosen();
    }
  });
}
