/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.views;

import io.aegis.db.audit.Fingerprint;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the audit log says of a saved view: all of it, but not which words it searches for, which may be a customer's. */
final class ViewAudit {

    private static final String WORDS = "q=";

    private ViewAudit() {}

    /** Of a view; of none nothing. */
    static Map<String, ?> told(Optional<SavedView> view) {
        return view.<Map<String, ?>>map(
                        each -> Map.of("name", each.name(), "filter", shown(each.filter()), "shared", each.shared()))
                .orElseGet(Map::of);
    }

    /** Words are what can be erased where they stand: here is a fingerprint in their place, such as {@code q=#1f2e3d4c}. */
    private static String shown(String filter) {
        return Arrays.stream(filter.split("&", -1))
                .map(each ->
                        each.startsWith(WORDS) ? WORDS + "#" + Fingerprint.of(each.substring(WORDS.length())) : each)
                .collect(Collectors.joining("&"));
    }
}
