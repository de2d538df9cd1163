/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.routing;

import io.aegis.feedback.Priority;
import java.util.List;
import java.util.Optional;

/**
 * What is done with a row that a rule takes.
 *
 * @param priority that the row gets
 * @param assign who the row goes to, unless somebody has it
 * @param tags that the row gets
 * @param channels names of channels that are told
 */
public record RoutingActions(
        Optional<Priority> priority, Optional<String> assign, List<String> tags, List<String> channels) {

    /** Most tags that a rule gives. */
    public static final int MOST_TAGS = 10;

    /** Most channels that a rule tells. */
    public static final int MOST_CHANNELS = 10;

    /** Copies the lists. */
    public RoutingActions {
        tags = List.copyOf(tags);
        channels = List.copyOf(channels);
    }

    /** Whether nothing is done. */
    public boolean isEmpty() {
        return priority.isEmpty() && assign.isEmpty() && tags.isEmpty() && channels.isEmpty();
    }
}
