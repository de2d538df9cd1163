/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a header such as {@code form-data; name="file"; filename="a.csv"}.
 *
 * @param value before the parameters, in lower case
 * @param parameters by name in lower case; of several with one name the first
 */
record HeaderValue(String value, Map<String, String> parameters) {

    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([A-Za-z0-9*_-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\\s]*))");

    /** Reads what is well-formed of it. */
    static HeaderValue of(String header) {
        int end = header.indexOf(';');
        Map<String, String> parameters = new HashMap<>();
        if (end >= 0) {
            Matcher matcher = PARAMETER.matcher(header).region(end, header.length());
            while (matcher.find()) {
                String quoted = matcher.group(2);
                parameters.putIfAbsent(
                        matcher.group(1).toLowerCase(Locale.ROOT),
                        quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
            }
        }
        String value = end < 0 ? header : header.substring(0, end);
        return new HeaderValue(value.strip().toLowerCase(Locale.ROOT), Map.copyOf(parameters));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isEmpty());
    }
}
