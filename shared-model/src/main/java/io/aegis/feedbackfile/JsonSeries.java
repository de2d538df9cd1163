/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.aegis.feedbackfile.FileLayout.SheetName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * JSON objects one behind the other, over several lines each or several on one, as jq, databases of documents and queues print them: each
 * is a record.
 */
final class JsonSeries {

    /** In place of a list's name: each value of the file is a record. */
    static final String EACH = "$";

    private static final int LOOKED_AT = 20;

    /** The beginning of an object with a field, by itself or in a list. */
    private static final Pattern FIELD =
            Pattern.compile("(?:\\[\\s{0,100}+)?\\{\\s{0,100}+\"[^\"]{1,200}+\"\\s{0,20}+:");

    private static final String SEVERAL = "the file has JSON objects one behind the other";

    private JsonSeries() {}

    /** Whether a text is well-formed JSON objects, save that its end may be cut off, of which one at least is not alone on its line. */
    static boolean isIn(String text) {
        return text.lines()
                        .filter(line -> !line.isBlank())
                        .anyMatch(line -> !JsonHead.isObject(line.strip()) && !text.endsWith(line))
                && objects(text) > 1;
    }

    /** How many objects a text has, one behind the other, the last of which may be cut off; 0 when it is anything else. */
    static int objects(String text) {
        int objects = 0;
        try (JsonParser json = FlatJson.factory().createParser(text)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token != JsonToken.START_OBJECT) {
                    return 0;
                }
                objects++;
                json.skipChildren();
            }
        } catch (JsonEOFException e) {
            return objects;
        } catch (IOException e) {
            return 0;
        }
        return objects;
    }

    /** Whether most lines of a text are an object each, though not the first. */
    static boolean areLines(String text) {
        List<String> lines =
                text.lines().filter(line -> !line.isBlank()).limit(LOOKED_AT).toList();
        return lines.stream()
                                .filter(line -> line.startsWith("{") && JsonHead.isObject(line.strip()))
                                .count()
                        * 2
                > lines.size();
    }

    /** Why a text is refused that begins as objects of JSON do, with fields, and is none. */
    static Optional<String> broken(String text) {
        String begin = text.strip();
        if (!FIELD.matcher(begin).lookingAt()) {
            return Optional.empty();
        }
        try (JsonParser json = FlatJson.factory().createParser(begin)) {
            while (json.nextToken() != null) {
                json.skipChildren();
            }
        } catch (JsonEOFException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.of(
                    "The JSON is not well-formed on line " + e.getLocation().getLineNr()
                            + ": export a list of objects, or one object a line, without commas between them.");
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /**
     * What is read of JSON: one of its lists, or each of its values.
     *
     * @param found lists of its first value
     * @param asked what the sender says
     * @throws UnreadableFileException when there is nothing of the name that was asked for
     */
    static JsonChoice choice(String text, JsonLists found, Optional<String> asked, KnownColumns known)
            throws UnreadableFileException {
        int objects = objects(text);
        if (objects == 0 || (asked.isPresent() && !asked.get().equals(EACH))) {
            return JsonChoice.of(found, asked, known);
        }
        if (asked.isPresent()) {
            return each("as asked for");
        }
        if (!found.isList() && !JsonHead.fields(text).fields().isEmpty()) {
            return each(objects > 1 ? SEVERAL : "the file is one JSON object");
        }
        Set<String> own = JsonHead.own(text, found);
        int above = JsonHead.tier(own, known);
        int below = JsonHead.tier(found, known);
        if (found.isList() && above < below) {
            return each(objects > 1 ? SEVERAL : "the object has a text of its own");
        }
        JsonChoice lists = JsonChoice.of(found, asked, known);
        return objects > 1 && above == below
                ? lists.with(Optional.of("Say what is a record, each object (sheet=" + EACH
                        + ") or each element of a list within them (sheet="
                        + found.lists().getFirst().name() + "): both look like it."))
                : lists;
    }

    private static JsonChoice each(String why) {
        return new JsonChoice(Optional.of(new SheetName(0, EACH)), Optional.of(why), List.of());
    }
}
