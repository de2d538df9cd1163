/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The labelled texts that are nearest to one that is judged (k nearest neighbours, Fix and Hodges 1951). That one of them is near tells
 * little: of sums of words long texts are near to each other whatever they say. What is learned overrules the rules only where those
 * that are near are labelled so.
 *
 * @param nearest ids of the nearest, the nearest first; none when even that is of another domain
 * @param near how many of these, from the first on, are of the same domain
 * @param needed how many of these have to agree
 */
record Neighbours(List<UUID> nearest, int near, int needed) {

    /** Copies the ids. */
    Neighbours {
        nearest = List.copyOf(nearest);
    }

    /** Whether the text is of the domain of any. */
    boolean sameDomain() {
        return near > 0;
    }

    /** Whether enough of those of the same domain agree with a verdict, and more than do not. */
    boolean support(Predicate<UUID> agrees) {
        long agreeing = nearest.stream().limit(near).filter(agrees).count();
        return agreeing >= needed && 2 * agreeing > near;
    }
}
