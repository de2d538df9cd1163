/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value as a record.
 *
 * @param fields texts by their names, in the order of the value
 * @param problem why it is no record, such as that it is too long; empty when it is one
 */
record FlatRecord(Map<String, String> fields, Optional<String> problem) {

    /** Copies the fields. */
    FlatRecord {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
