// Live updates. One tab holds the connection and passes events on to the others: browsers allow a host only six.

const KINDS = ['feedback', 'alert', 'import', 'job', 'anomaly', 'group', 'stats', 'reset'];

/** Calls `tell(kind, data)` for each event and `state('live' | 'away')`. */
export function listen(tell, state) {
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel('aegis-events') : null;
  if (channel && navigator.locks) {
    channel.addEventListener('message', ({data}) => (data.state ? state(data.state) : tell(data.kind, data.data)));
    // Held until this tab closes; then the next one gets it.
    navigator.locks.request('aegis-events', () => new Promise((end) => {
      connect(
        (kind, data) => {
          channel.postMessage({kind, data});
          tell(kind, data);
        },
        (now) => {
          channel.postMessage({state: now});
          state(now);
        },
        end,
      );
    }));
    // Those who wait for the connection are live by the one who has it.
    state('live');
  } else {
    connect(tell, state, () => {});
  }
}

function connect(tell, state, end) {
  let source;
  let pause = 1000;
  let known = null;
  const open = () => {
    source = new EventSource('/events');
    source.addEventListener('open', () => {
      // What came while there was no connection is asked for by the browser itself, unless it had to give up.
      if (known === 'away') {
        tell('reset', {});
      }
      known = 'live';
      pause = 1000;
      state('live');
    });
    source.addEventListener('error', () => {
      known = 'away';
      state('away');
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(open, pause);
        pause = Math.min(pause * 2, 30000);
      }
    });
    for (const kind of KINDS) {
      source.addEventListener(kind, (event) => tell(kind, JSON.parse(event.data)));
    }
  };
  open();
  addEventListener('pagehide', () => {
    source.close();
    end();
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) {
      location.reload();
    }
  });
}
