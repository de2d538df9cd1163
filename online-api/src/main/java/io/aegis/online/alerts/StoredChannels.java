/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import io.aegis.db.channels.ChannelStore;
import io.aegis.db.channels.StoredChannel;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/** The channels of the settings, and those that operators made. Thread-safe. */
public final class StoredChannels implements ChannelDirectory {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ChannelDirectory configured;
    private final ChannelStore store;
    private final Ticker ticker;

    /**
     * A directory.
     *
     * @param configured channels of the settings, which go first
     * @param store has the others
     * @param ticker measures how long asking it may take
     */
    public StoredChannels(ChannelDirectory configured, ChannelStore store, Ticker ticker) {
        this.configured = configured;
        this.store = store;
        this.ticker = ticker;
    }

    @Override
    public Optional<Channel> find(String name) throws DatabaseUnavailableException {
        Optional<Channel> found = configured.find(name);
        return found.isPresent()
                ? found
                : store.find(name, Deadline.after(ticker, TIMEOUT)).flatMap(StoredChannels::channel);
    }

    @Override
    public void told(String name, Delivery delivery) throws DatabaseUnavailableException {
        if (configured.find(name).isEmpty()) {
            store.told(name, delivery.complaint(), Deadline.after(ticker, TIMEOUT));
        }
    }

    /** What a stored channel is to who sends; empty when its address cannot be read any more. */
    public static Optional<Channel> channel(StoredChannel stored) {
        try {
            URI uri = new URI(stored.address().reveal());
            return uri.getHost() == null
                    ? Optional.empty()
                    : Optional.of(new Channel.Managed(
                            stored.name(),
                            stored.kind(),
                            uri,
                            stored.target(),
                            MessageTemplate.orDefault(stored.template()),
                            stored.secret()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
