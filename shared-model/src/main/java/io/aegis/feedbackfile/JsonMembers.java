/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Tells an object whose members are records, each under its key as databases of documents export them, from a record. */
final class JsonMembers {

    private JsonMembers() {}

    /** Whether an object has several members, all of them objects of the same fields, and no key is the name of a column. */
    static boolean areRecords(String object, KnownColumns known) {
        Set<String> shared = Set.of();
        int members = 0;
        try (JsonParser json = FlatJson.factory().createParser(object)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean column = known.knows(json.currentName());
                if (json.nextToken() != JsonToken.START_OBJECT || column) {
                    return false;
                }
                Set<String> fields = fields(json);
                if (members > 0 && !fields.equals(shared)) {
                    return false;
                }
                shared = fields;
                members++;
            }
        } catch (IOException e) {
            return false;
        }
        return members > 1 && !shared.isEmpty();
    }

    private static Set<String> fields(JsonParser json) throws IOException {
        Set<String> fields = new TreeSet<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            fields.add(json.currentName());
            json.nextToken();
            json.skipChildren();
        }
        return fields;
    }
}
