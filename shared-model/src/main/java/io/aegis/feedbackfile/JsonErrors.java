/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells an error message in JSON, which systems send instead of the export that somebody asked for without signing in. */
final class JsonErrors {

    private static final int LONGEST = 1 << 16;

    private static final Set<String> ERRORS = Set.of(
            "error",
            "errors",
            "fault",
            "faults",
            "exception",
            "error_description",
            "errorcode",
            "error_code",
            "errormessage",
            "error_message",
            "errormessages");
    private static final Set<String> STATUSES =
            Set.of("status", "statuscode", "status_code", "code", "httpstatus", "http_status");
    private static final Set<String> SENTENCES =
            Set.of("title", "detail", "details", "message", "msg", "reason", "description", "statustext");
    private static final List<String> GUARDS = List.of(")]}'", "for(;;);", "while(1);", "while (1);");
    private static final Set<String> NOTHING = Set.of("", "false", "null", "0", "none");

    private static final String RECORDS =
            "export a list of objects (in pandas: orient='records'), or CSV, and send that.";
    /** Rows by their number in each column. */
    private static final Pattern COLUMNS =
            Pattern.compile("\\{\\s*+\"[^\"]{1,200}+\"\\s*+:\\s*+\\{\\s*+\"0\"\\s*+:\\s*+"
                    + "(?:\"(?:[^\"\\\\]|\\\\.){0,5000}+\"|[^{\\[\\s,}\"]{1,40}+)\\s*+,\\s*+\"1\"\\s*+:");

    private static final Pattern SPLIT = Pattern.compile(
            "\\{\\s*+(?:\"(?:columns|index|fields|names)\"\\s*+:\\s*+\\[[^\\]]{0,100000}+\\]\\s*+,\\s*+){1,2}+"
                    + "\"(?:data|rows|values)\"\\s*+:\\s*+\\[\\s*+\\[");
    private static final Pattern PHPMYADMIN =
            Pattern.compile("\\[\\s*\\{\\s*\"type\"\\s*:\\s*\"header\"[^}]{0,300}PHPMyAdmin");
    private static final Pattern SCRIPT =
            Pattern.compile("(?:(?:var|let|const) )?[A-Za-z_$][\\w$.]{0,100}+ ?= ?[\\[{]\\s*+[\"{\\[]");
    private static final int SHELL_WITHIN = 4096;
    private static final Pattern SHELL =
            Pattern.compile("(?m)^\\s{0,40}\"?\\w{1,40}\"?\\s*:\\s*(?:ObjectId|ISODate|NumberLong|NumberInt)\\(");

    private JsonErrors() {}

    /**
     * Why a text is refused; empty when it is no such message.
     *
     * @param whole whether it is all of the file
     */
    static Optional<String> refusal(String text, boolean whole, KnownColumns known) {
        String begin = text.strip();
        boolean json = begin.startsWith("{") || begin.startsWith("[");
        return whole && json && text.length() <= LONGEST && isError(begin, known)
                ? Optional.of(
                        "The file is an error message (JSON), perhaps one that asks to sign in: sign in, download the"
                                + " export again, and send that.")
                : Optional.empty();
    }

    /** Why a text is refused that is a table in JSON but has no records: by column, or by row without names. */
    static Optional<String> otherTable(String text) {
        String begin = text.strip();
        if (COLUMNS.matcher(begin).lookingAt()) {
            return Optional.of("The JSON has a list of columns, and not of records: " + RECORDS);
        }
        if (SPLIT.matcher(begin).lookingAt()) {
            return Optional.of("The JSON has the names of columns apart from the rows: " + RECORDS);
        }
        if (PHPMYADMIN.matcher(begin).lookingAt()) {
            return Optional.of(
                    "The file is what phpMyAdmin exports as JSON, with the rows of each table within it: export the"
                            + " table as CSV with the names of the columns in the first row, and send that.");
        }
        if (SHELL.matcher(begin.substring(0, Math.min(begin.length(), SHELL_WITHIN)))
                .find()) {
            return Optional.of("The file is what the shell of MongoDB prints, and no JSON: export the collection with"
                    + " mongoexport, and send that.");
        }
        return Optional.empty();
    }

    /** Why a text is refused that begins as web services guard their answers, so that no script reads them (XSSI). */
    static Optional<String> guarded(String text) {
        String begin = text.stripLeading();
        if (SCRIPT.matcher(begin).lookingAt()) {
            return Optional.of(
                    "The file is a script (JavaScript), with JSON behind a name: remove what stands before the first "
                            + "bracket, and send the rest.");
        }
        return GUARDS.stream()
                .filter(begin::startsWith)
                .findFirst()
                .map(guard -> "The file begins with " + guard
                        + ", as answers of web services do that are not meant to be saved: remove it, and send"
                        + " the rest.");
    }

    private static boolean isError(String text, KnownColumns known) {
        JsonLists lists = JsonLists.of(text);
        boolean list = text.startsWith("[");
        if (!list && lists.isList()) {
            return lists.lists().stream().allMatch(each -> ERRORS.contains(lastPart(each.name())));
        }
        Map<String, String> fields = single(text);
        boolean error = false;
        boolean status = false;
        boolean sentence = false;
        for (Map.Entry<String, String> each : fields.entrySet()) {
            String name = each.getKey().toLowerCase(Locale.ROOT);
            String value = each.getValue().strip().toLowerCase(Locale.ROOT);
            int dot = name.indexOf('.');
            error |= ERRORS.contains(dot < 0 ? name : name.substring(0, dot)) && !NOTHING.contains(value);
            status |= STATUSES.contains(name) && value.matches("[45]\\d\\d");
            sentence |= SENTENCES.contains(name) && !value.isEmpty();
            if (isFeedback(name, value, known)) {
                return false;
            }
        }
        return error || (status && sentence);
    }

    /** Whether a field has a name that is surer to be one of the text than those that errors have too. */
    private static boolean isFeedback(String name, String value, KnownColumns known) {
        int message = known.textTier("message").orElse(Integer.MAX_VALUE);
        int description = known.textTier("description").orElse(Integer.MAX_VALUE);
        int tier = known.textTier(name).orElse(Integer.MAX_VALUE);
        return !value.isEmpty() && tier < Math.min(message, description);
    }

    /** The fields of the only object of a text; none when there is more. */
    private static Map<String, String> single(String text) {
        try (JsonParser json = FlatJson.factory().createParser(text)) {
            boolean list = json.nextToken() == JsonToken.START_ARRAY;
            if (list) {
                json.nextToken();
            }
            if (json.currentToken() != JsonToken.START_OBJECT) {
                return Map.of();
            }
            Map<String, String> fields = FlatJson.read(json).fields();
            boolean alone = !list || json.nextToken() == JsonToken.END_ARRAY;
            return alone && json.nextToken() == null ? fields : Map.of();
        } catch (IOException e) {
            return Map.of();
        }
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
