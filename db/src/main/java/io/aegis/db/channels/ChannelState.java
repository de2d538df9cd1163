/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.channels;

import java.time.Instant;
import java.util.Optional;

/**
 * A channel and how it fares.
 *
 * @param channel the channel
 * @param lastAt when a delivery was last tried
 * @param lastError why that one failed; empty when it did not
 * @param waiting alerts on their way
 * @param failed alerts that were given up
 */
public record ChannelState(
        StoredChannel channel, Optional<Instant> lastAt, Optional<String> lastError, long waiting, long failed) {}
