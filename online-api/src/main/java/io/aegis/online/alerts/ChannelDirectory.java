/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds channels by their names. Thread-safe. */
public interface ChannelDirectory {

    /** The channel of a name, if there is one now. */
    Optional<Channel> find(String name) throws DatabaseUnavailableException;

    /** Hears how a delivery ended. */
    void told(String name, Delivery delivery) throws DatabaseUnavailableException;

    /** Channels that stay as they are. */
    static ChannelDirectory of(List<Channel> channels) {
        Map<String, Channel> byName =
                channels.stream().collect(Collectors.toUnmodifiableMap(Channel::name, Function.identity()));
        return new ChannelDirectory() {
            @Override
            public Optional<Channel> find(String name) {
                return Optional.ofNullable(byName.get(name));
            }

            @Override
            public void told(String name, Delivery delivery) {
                // Nobody asks for it: the log has what failed.
            }
        };
    }
}
