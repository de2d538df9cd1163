/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON value as a record.
 *
 * @param fields texts by their names, in the order of the value
 * @param problem why it is no record, such as that it is too long; empty when it is one
 * @param several names of the fields that several objects of a list within it have, and which are left out
 */
record FlatRecord(Map<String, String> fields, Optional<String> problem, Set<String> several) {

    /** Copies all. */
    FlatRecord {
        several = Set.copyOf(several);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
