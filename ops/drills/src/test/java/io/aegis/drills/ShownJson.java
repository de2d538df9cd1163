/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON as a page shows it, held against what was answered. An object that ends with {@code ...} may have more members. Ids, times
 * and floating-point numbers are others each time; an id that is shown twice is the same twice.
 *
 * @param ids what each id of the page is in truth; grows with each comparison
 */
record ShownJson(Map<String, String> ids) {

    private static final String MORE = "...";
    private static final Pattern ELLIPSIS = Pattern.compile("(?m)(?<=[{,]\\s{0,40})\\.\\.\\.(?=\\s*\\})");
    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z");

    /** What differs, each with where; empty when the answer is as shown. */
    List<String> differences(String shown, String answered) {
        List<String> differences = new ArrayList<>();
        try {
            compare(
                    "",
                    Api.JSON.readTree(ELLIPSIS.matcher(shown).replaceAll("\"...\": true")),
                    Api.JSON.readTree(answered),
                    differences);
        } catch (IOException e) {
            differences.add("no JSON: " + e.getMessage() + " in " + answered);
        }
        return differences;
    }

    /** A text with the page's ids replaced by those that were answered. */
    String withTrueIds(String text) {
        return ID.matcher(text).replaceAll(id -> ids.getOrDefault(id.group(), id.group()));
    }

    private void compare(String where, JsonNode shown, JsonNode answered, List<String> differences) {
        if (shown.isObject() && answered.isObject()) {
            members(where, shown, answered, differences);
        } else if (shown.isArray() && answered.isArray() && shown.size() == answered.size()) {
            for (int i = 0; i < shown.size(); i++) {
                compare(where + "/" + i, shown.path(i), answered.path(i), differences);
            }
        } else if (!isSame(shown, answered)) {
            differences.add(where + ": shown is " + shown + ", answered " + answered);
        }
    }

    private void members(String where, JsonNode shown, JsonNode answered, List<String> differences) {
        shown.properties().stream()
                .filter(member -> !member.getKey().equals(MORE))
                .forEach(member -> compare(
                        where + "/" + member.getKey(), member.getValue(), answered.path(member.getKey()), differences));
        if (!shown.has(MORE)) {
            answered.fieldNames().forEachRemaining(name -> {
                if (!shown.has(name)) {
                    differences.add(where + "/" + name + ": is not shown");
                }
            });
        }
    }

    private boolean isSame(JsonNode shown, JsonNode answered) {
        if (shown.isTextual() && answered.isTextual()) {
            return same(shown.textValue(), answered.textValue());
        }
        return shown.isFloatingPointNumber() ? answered.isNumber() : shown.equals(answered);
    }

    private boolean same(String shown, String answered) {
        Matcher there = ID.matcher(shown);
        Matcher here = ID.matcher(answered);
        while (there.find() && here.find()) {
            ids.putIfAbsent(there.group(), here.group());
        }
        return masked(withTrueIds(shown)).equals(masked(answered));
    }

    private static String masked(String text) {
        return TIME.matcher(text).replaceAll("TIME");
    }
}
